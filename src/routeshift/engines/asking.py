"""Asking libraries that are written in Rust: whatever goes wrong in one is no answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_Answer = TypeVar("_Answer")
_Other = TypeVar("_Other")


def answer(ask: Callable[[], _Answer], otherwise: _Other) -> _Answer | _Other:
    """What a question to an engine comes to.

    Args:
        ask: Asks it.
        otherwise: What counts when it has no answer: when it refuses the question, or panics.

    Returns:
        Its answer, or `otherwise`.
    """
    try:
        return ask()
    except Exception:
        return otherwise
    except BaseException as error:
        # A panic derives from BaseException, in a class that each library has of its own.
        if type(error).__name__ != "PanicException":
            raise
        return otherwise
