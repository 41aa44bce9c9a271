"""What a command says that cannot be done."""


def sentence(err: str) -> str:
    """The one sentence on the error stream."""
    lines = [line for line in err.splitlines() if line.strip()]
    assert len(lines) == 1, err
    assert "Traceback" not in err
    return lines[0]
