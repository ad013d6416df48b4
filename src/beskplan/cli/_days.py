"""Days as options give them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from beskplan.errors import UsageError, quoted

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(option: str, text: str) -> date:
    """Return the date that an option gives.

    Raises:
        UsageError: the text is no date.
    """
    try:
        return date.fromisoformat(text if _DATE.fullmatch(text) else "")
    except ValueError as cause:
        message = f"{option} {quoted(text)} is no date; write it as 2022-06-30"
        raise UsageError(message) from cause


__all__ = ["day"]
