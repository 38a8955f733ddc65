"""The exceptions that a stub raises on demand: one for each row of rule S6."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter, ValidationError


class StubConflictError(Exception):
    """Something is there already."""

    status_code = 409


class StubNotFoundError(ValueError):
    """Something is not there; a ValueError too, so that the order of handlers shows."""

    status_code = 404


class StubAuthenticationRequiredError(Exception):
    """The caller is not known."""

    status_code = 401


class StubProviderError(Exception):
    """An error of a provider's SDK that carries a status of its own."""

    status_code = 418


def _pydantic_error() -> Exception:
    try:
        TypeAdapter(int).validate_python("stub")
    except ValidationError as error:
        return error
    raise AssertionError("pydantic accepted a word as a number")


def _request_error() -> Exception:
    from fastapi.exceptions import RequestValidationError

    return RequestValidationError([{"loc": ("body", "stub"), "msg": "stub", "type": "stub"}])


def _http_error(detail: Any) -> Callable[[], Exception]:
    def make() -> Exception:
        from fastapi import HTTPException

        return HTTPException(410, detail=detail, headers={"x-stub": "raised"})

    return make


ERROR_ROWS: dict[str, Callable[[], Exception]] = {
    "validation": _pydantic_error,
    "request-validation": _request_error,
    "conflict": lambda: StubConflictError("stub conflict"),
    "not-found": lambda: StubNotFoundError("stub not found"),
    "value": lambda: ValueError("stub value"),
    "permission": lambda: PermissionError("stub permission"),
    "connection": lambda: ConnectionError("stub connection"),
    "timeout": lambda: TimeoutError("stub timeout"),
    "not-implemented": lambda: NotImplementedError("stub feature"),
    "authentication": lambda: StubAuthenticationRequiredError("stub authentication"),
    "status": lambda: StubProviderError("stub status"),
    "http": _http_error("stub http"),
    "other": lambda: RuntimeError("stub secret"),
}
"""What a stub can raise, by the name that a wish gives."""
