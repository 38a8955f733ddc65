"""Where a parameter travels: a row for each place, with what FastAPI calls it.

Serving, the document, the codemod and the list of operations read these rows, so that a new kind
of parameter is a row here. Markers are names: nothing of FastAPI is imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """What is known of a place.

    Attributes:
        title: What a message calls a parameter there.
        word: What a list of operations calls the place.
        markers: FastAPI's markers that put a parameter there.
        given: The marker that a parameter without one gets there; None where each has its own.
        implied: Whether FastAPI looks there for such a parameter without any marker.
        in_body: Whether it travels in the body.
        in_form: Whether the body is a form then.
    """

    title: str
    word: str
    markers: tuple[str, ...] = ()
    given: str | None = None
    implied: bool = False
    in_body: bool = False
    in_form: bool = False


class Place(Enum):
    """Where a parameter travels, in the order of a list of what an operation takes."""

    PATH = PlaceRow("path", "path", ("Path",), "Path", implied=True)
    QUERY = PlaceRow("query", "query", ("Query",), "Query")
    HEADER = PlaceRow("header", "header", ("Header",))
    COOKIE = PlaceRow("cookie", "cookie", ("Cookie",))
    FIELD = PlaceRow("embedded body field", "embedded body", in_body=True)
    BODY = PlaceRow("bare body", "bare body", ("Body",), "Body", implied=True, in_body=True)
    FORM = PlaceRow("form field", "form", ("Form",), "Form", in_body=True, in_form=True)
    FILE = PlaceRow("file", "file", ("File",), "File", implied=True, in_body=True, in_form=True)
    DEPENDENCY = PlaceRow("dependency", "dependency", ("Depends", "Security"))

    def __str__(self) -> str:
        """What a message calls it."""
        return self.value.title


def marked_place(marker: str | None) -> Place | None:
    """Where a marker puts a parameter.

    A `Body` stands for the bare body here: whether a parameter shares it with others, and is a
    field of it, is for the binding to tell.

    Args:
        marker: The name of a class or function; None stands for no marker.
    """
    if marker is None:
        return None
    # By name: source has no more, and live markers know theirs.
    return next((place for place in Place if marker in place.value.markers), None)
