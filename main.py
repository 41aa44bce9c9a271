"""Shuimo: the command line."""
