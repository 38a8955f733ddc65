"""The older flavour of the decorator, as python-openapi has it: one record, no method."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass
class WebMethod:
    """The metadata."""

    route: str | None = None
    public: bool = False
    deprecated: bool = False
    request_examples: list[Any] | None = None
    response_examples: list[Any] | None = None


def webmethod(**fields: Any) -> Callable[[Any], Any]:
    """Leave the metadata in one attribute."""

    def wrap(function: Any) -> Any:
        function.__webmethod__ = WebMethod(**fields)
        return function

    return wrap
