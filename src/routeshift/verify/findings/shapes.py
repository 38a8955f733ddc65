"""What stays the same of a value that varies: its type, its constant parts, its kind of letters."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import takewhile
from typing import Any

# Runs of letters and digits vary, and what stands between them is the form.
_PIECES = re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9]")
# Fewer random letters and digits may be of one kind by chance; where they are hexadecimal, of
# which ten in sixteen are digits, it takes more.
_ENOUGH, _ENOUGH_HEXADECIMAL = 16, 48
# A counter grows by a digit; another unit of time, by three.
_DIGITS = 2
# A number of this size that hardly varies is a clock, and one that far away has another unit.
_CLOCK, _NEAR, _FAR = 1e6, 1.01, 100.0
# Clocks in seconds, milliseconds, microseconds and nanoseconds.
_UNITS = (1.0, 1e3, 1e6, 1e9)
_FRACTION = re.compile(r"(?<=:\d\d)\.\d+")
# How far apart two sides are that are asked at the same time, in seconds.
_MOMENT = 0.02
_OUR_DAYS = (1e9, 4e9)
# So many letters and digits at random do not come again.
_UNIQUE = 8
_LETTERS = string.ascii_letters + string.digits
_KINDS = (str.isdigit, str.islower, str.isupper)


def fits(samples: Sequence[Any], value: Any) -> bool:
    """Whether a value could be one more of the values that were seen.

    Args:
        samples: JSON values that stood in one place; they need not be alike.
        value: What stands there on the other side.
    """
    alike = [sample for sample in samples if type(sample) is type(value)]
    if not alike:
        return False
    if isinstance(value, str):
        return _text_fits(alike, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number_fits(alike, value)
    return True


def is_unique(samples: Sequence[Any]) -> bool:
    """Whether values of one place vary so much that no side makes one of them twice by chance.

    Times are not: many things happen in one second.
    """
    texts = [str(sample) for sample in samples if _is_word(sample)]
    if len(texts) < len(samples) or len(set(texts)) < max(2, len(texts)):
        return False
    if any(map(is_time, samples)):
        return False
    if _are_tokens(texts):
        start, end = _ends(texts)
        return min(map(len, texts)) - len(start) - len(end) >= _UNIQUE
    columns = [_PIECES.findall(text) for text in texts]
    if len(set(map(len, columns))) > 1:
        return False
    varying = (column for column in zip(*columns, strict=True) if len(set(column)) > 1)
    return sum(min(map(len, column)) for column in varying) >= _UNIQUE


def _is_word(value: Any) -> bool:
    if isinstance(value, str):
        return not any(map(str.isspace, value))
    return isinstance(value, int) and not isinstance(value, bool)


def is_time(value: Any) -> bool:
    """Whether a value may be a time of our days."""
    return is_clock(value, *_OUR_DAYS)


def is_clock(value: Any, since: float, until: float) -> bool:
    """Whether a value tells a time between two, in seconds since 1970.

    Args:
        value: A JSON value: a number in any usual unit, or a text in a usual format.
        since: The earliest time.
        until: The latest time.
    """
    if isinstance(value, str):
        return any(since <= time <= until for time in _times(value))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return any(since <= value / unit <= until for unit in _UNITS)


def _times(text: str) -> list[float]:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            time = read(text)
        except ValueError:
            continue
        if time.tzinfo is not None:
            return [time.timestamp()]
        # Nobody says whose time it is.
        return [time.timestamp(), time.replace(tzinfo=UTC).timestamp()]
    return []


def _text_fits(samples: Sequence[str], value: str) -> bool:
    if _are_tokens(samples):
        start, end = _ends(samples)
        lengths = {len(sample) for sample in samples}
        fixed = len(lengths) > 1 or len(value) in lengths
        return fixed and value.startswith(start) and value.endswith(end) and _is_word(value)
    columns = [_PIECES.findall(text) for text in samples]
    pieces = _PIECES.findall(_with_fraction(value, samples[-1]))
    if len({len(column) for column in columns}) > 1:
        return True  # Free text: nothing of it is constant.
    if len(pieces) != len(columns[0]):
        return False
    seen = list(zip(*columns, strict=True))
    varying = "".join("".join(column) for column in seen if len(set(column)) > 1)
    enough = _ENOUGH if varying.isdigit() else _ENOUGH_HEXADECIMAL
    return all(_piece_fits(*both, enough) for both in zip(seen, pieces, strict=True))


def _with_fraction(value: str, sample: str) -> str:
    """A time with the fraction of zero that Python's `isoformat` leaves out at a whole second.

    Only at the moment of the other side's: one that never writes fractions is found at the others.
    """
    fraction = _FRACTION.search(sample)
    moments = (_times(sample), _times(value))
    if fraction is None or _FRACTION.search(value) or not all(moments):
        return value
    if abs(moments[0][0] - moments[1][0]) > _MOMENT:
        return value
    at = fraction.start()
    return f"{value[:at]}.{'0' * (len(fraction[0]) - 1)}{value[at:]}"


def _are_tokens(texts: Sequence[str]) -> bool:
    """Whether texts are written in base 64 or the like, in which dashes are letters."""
    letters = "".join(texts)
    return all(_has(kind, letters) for kind in _KINDS) and all(map(_is_word, texts))


def _ends(texts: Sequence[str]) -> tuple[str, str]:
    """What all begin with and all end with, in whole pieces; of one text alone, nothing."""
    if len(set(texts)) == 1:
        return "", ""
    start = _common_start(texts)
    end = _common_start([text[::-1] for text in texts])[::-1]
    start, end = start[: len(start.rstrip(_LETTERS))], end[len(end) - len(end.lstrip(_LETTERS)) :]
    # Where dashes are letters, a few tokens may have the same one there by chance.
    return start if start.strip("-_") else "", end if end.strip("-_") else ""


def _common_start(texts: Sequence[str]) -> str:
    alike = takewhile(lambda column: len(set(column)) == 1, zip(*texts, strict=False))
    return "".join(column[0] for column in alike)


def _piece_fits(seen: Sequence[str], piece: str, enough: int) -> bool:
    if len(set(seen)) == 1 and (len(seen) > 1 or not seen[0].isalnum()):
        return piece == seen[0]
    lengths = [len(one) for one in seen]
    letters = "".join(seen)
    if letters.isdigit():
        if not piece.isdigit() and len(letters) >= enough:
            return False
        return min(lengths) - _DIGITS <= len(piece) <= max(lengths) + _DIGITS
    mixed = not letters.isalpha()
    if len(set(lengths)) == 1 and mixed and len(piece) != lengths[0]:
        return False
    strange = [kind for kind in _KINDS if _has(kind, piece) and not _has(kind, letters)]
    return not strange or len(letters) < _ENOUGH


def _has(kind: Any, text: str) -> bool:
    return any(map(kind, text))


def _number_fits(samples: Sequence[float], value: float) -> bool:
    sizes = [abs(sample) for sample in samples]
    low, high = min(sizes), max(sizes)
    if low < _CLOCK or high > low * _NEAR:
        return True
    return low / _FAR <= abs(value) <= high * _FAR
