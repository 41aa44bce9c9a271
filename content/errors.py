"""The one kind of error a person reads."""


class Refusal(Exception):
    """Something cannot be done; the text is one clear sentence: what, where, what to do.

    The command line prints it and exits with code 2; the window shows it on a slip.
    """
