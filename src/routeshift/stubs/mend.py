"""Values for validators that only their error message explains."""

from __future__ import annotations

import random
import re
from typing import Any

from pydantic import ValidationError

# As in: must start with 'pmpt_', must be in format 'pmpt_<48-digit-hash>'
_FORMAT = re.compile(r"['\"`]([\w:/.-]+)(?:<(\d+))?")
_LENGTH = 24


def mended(error: Exception, draw: random.Random) -> dict[str, str]:
    """Other values for the string fields that an error names, by the field's name.

    Args:
        error: Messages that quote a prefix, or a prefix and a number of digits, are understood.
        draw: Where the digits come from.
    """
    if not isinstance(error, ValidationError):
        return {}
    return {
        str(detail["loc"][0]): text
        for detail in error.errors()
        if len(detail["loc"]) == 1
        and isinstance(detail["input"], str)
        and (text := _text(detail["msg"], draw)) is not None
    }


def _text(message: Any, draw: random.Random) -> str | None:
    found = _FORMAT.search(message)
    if found is None:
        return None
    digits = int(found[2] or _LENGTH)
    return found[1] + "".join(draw.choice("0123456789abcdef") for _ in range(digits))
