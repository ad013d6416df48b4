"""Exit codes."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the exit code says; scripts rely on it."""

    ANSWERED = 0
    """An answer, and nothing in it that ``--fail-on`` names."""
    FAILED = 1
    """An answer that has something that ``--fail-on`` names."""
    NO_ANSWER = 2
    """No answer: usage, plan, data or output."""
    FAULT = 3
    """A fault of beskplan."""
