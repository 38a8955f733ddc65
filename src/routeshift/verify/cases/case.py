"""`Case`: one request, kept as a line of JSON that replays without generating."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from routeshift.errors import RouteshiftError
from routeshift.printable import json_text
from routeshift.stubs import WISH_HEADER, Wish, parse_wish, wish_text

Headers = tuple[tuple[str, str], ...]

# What a request line and a header may hold.
_METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_NAME = _METHOD
_TARGET = re.compile(r"/[!-\xff]*")
_VALUE = re.compile(r"[\t -~\x80-\xff]*")


@dataclass(frozen=True, slots=True)
class Case:
    """One request to send to both sides.

    Attributes:
        operation: Label of the operation that it is about, as in `POST /v1/orders/{order_id}`.
        method: The HTTP method.
        target: Path and query as they go over the wire, percent-encoded.
        headers: Names and values, in order.
        body: The body's bytes; None sends none.
        origin: What made it, as in `awkward: null body`.
        wish: What a stub shall do instead of its seeded answer.
        leave_after: Close the connection after this many pieces of the response's body.
        variables: Names of variables, `$NAME` in headers and target, that stand for secrets.
        before: Requests to send first, in order.
        carried: What the marks in target, headers and body stand for, in the order of their
            numbers: a step before and a pointer into its answer, as in `0 /body/id`, or
            `0 /headers/location` for the last part of that path.
    """

    operation: str
    method: str
    target: str
    headers: Headers = ()
    body: bytes | None = None
    origin: str = "by hand"
    wish: Wish | None = None
    leave_after: int | None = None
    variables: tuple[str, ...] = ()
    before: tuple[Case, ...] = ()
    carried: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        """The value of the first header of this name, in lower case."""
        return next((v for k, v in self.headers if k.lower() == name), None)

    def with_headers(self, more: Headers) -> Case:
        """The same case with headers that it does not have already."""
        new = tuple(h for h in more if self.header(h[0].lower()) is None)
        return replace(self, headers=self.headers + new)

    def wire_headers(self) -> Headers:
        """The headers to send to a server, which is told of wishes by one more."""
        if self.wish is None:
            return self.headers
        return (*self.headers, (WISH_HEADER, wish_text(self.wish)))

    def to_json(self) -> dict[str, Any]:
        """A JSON object without the attributes that have their defaults."""
        line: dict[str, Any] = {
            "operation": self.operation,
            "method": self.method,
            "target": self.target,
            "headers": [list(header) for header in self.headers],
            "origin": self.origin,
            **_body_to_json(self.body),
        }
        if self.wish is not None:
            line["wish"] = asdict(self.wish)
        if self.leave_after is not None:
            line["leave_after"] = self.leave_after
        if self.variables:
            line["variables"] = list(self.variables)
        if self.before:
            line["before"] = [step.to_json() for step in self.before]
        if self.carried:
            line["carried"] = list(self.carried)
        return line


def case_from_json(line: dict[str, Any]) -> Case:
    """The case that `Case.to_json` wrote."""
    wish = line.get("wish")
    return Case(
        operation=line["operation"],
        method=line["method"],
        target=line["target"],
        headers=tuple((name, value) for name, value in line.get("headers", ())),
        body=_body_from_json(line),
        origin=line.get("origin", "by hand"),
        wish=None if wish is None else Wish(**wish),
        leave_after=line.get("leave_after"),
        variables=tuple(line.get("variables", ())),
        before=tuple(case_from_json(step) for step in line.get("before", ())),
        carried=tuple(line.get("carried", ())),
    )


def write_corpus(path: Path, cases: Iterable[Case]) -> None:
    """Write cases as JSON Lines.

    Args:
        path: The file; it is replaced.
        cases: In the order in which they replay.
    """
    lines = (json_text(case.to_json(), indent=None) + "\n" for case in cases)
    path.write_text("".join(lines), encoding="utf-8", errors="surrogatepass")


def read_corpus(path: Path) -> list[Case]:
    """Read cases from JSON Lines; blank lines are skipped.

    Raises:
        RouteshiftError: If the file cannot be read, or a line is no case.
    """
    try:
        return list(_cases(path))
    except (OSError, UnicodeDecodeError) as error:
        raise RouteshiftError(
            "The corpus cannot be read.", file=path, hint="Write one with --save-corpus."
        ) from error


def _cases(path: Path) -> Iterator[Case]:
    text = path.read_text(encoding="utf-8", errors="surrogatepass")
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _checked(case_from_json(json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise RouteshiftError(
                f"This line of the corpus is no case: {_reason(error)}.",
                file=path,
                line=number,
                hint="Remove the line, or write the corpus again.",
            ) from error


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"it has no {error}"
    if isinstance(error, json.JSONDecodeError):
        return "it is not JSON"
    # What Python says of these is about our code.
    return "a value has another type" if isinstance(error, AttributeError) else str(error)


def _checked(case: Case) -> Case:
    """A case that can be sent.

    Raises:
        ValueError: If it cannot.
    """
    texts = (case.operation, case.method, case.target, case.origin)
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("operation, method, target and origin are texts")
    if not _METHOD.fullmatch(case.method):
        raise ValueError(f"{case.method!r} is no method")
    if not _TARGET.fullmatch(case.target):
        raise ValueError(f"{case.target!r} is no path with a query")
    if not all(_is_header(name, value) for name, value in case.headers):
        raise ValueError("a header is no name and value that can be sent")
    # A corpus may be edited, or come from another version.
    if case.wish is not None and parse_wish(wish_text(case.wish)) != case.wish:
        raise ValueError("its wish is none that stubs know")
    if not isinstance(case.leave_after, int | None):
        raise ValueError("leave_after is a number")
    if not all(isinstance(name, str) for name in case.variables):
        raise ValueError("variables are names")
    for index, step in enumerate(case.before):
        _checked(replace(step, before=case.before[:index]))
    if not all(_is_carried(source, len(case.before)) for source in case.carried):
        raise ValueError("carried is a step before and a pointer, as in `0 /body/id`")
    return case


def _is_carried(source: Any, steps: int) -> bool:
    step, _, pointer = source.partition(" ") if isinstance(source, str) else ("", "", "")
    known = pointer.startswith("/body") or pointer == "/headers/location"
    return step.isdecimal() and int(step) < steps and known


def _is_header(name: Any, value: Any) -> bool:
    texts = isinstance(name, str) and isinstance(value, str)
    return texts and bool(_NAME.fullmatch(name) and _VALUE.fullmatch(value))


def _text(body: bytes) -> str | None:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    # A null would be invisible in an editor, where a corpus is read and edited.
    return None if "\x00" in text else text


def _body_to_json(body: bytes | None) -> dict[str, str]:
    if body is None:
        return {}
    text = _text(body)
    if text is None:
        return {"base64": base64.b64encode(body).decode()}
    return {"body": text}


def _body_from_json(line: dict[str, Any]) -> bytes | None:
    if "base64" in line:
        return base64.b64decode(line["base64"], validate=True)
    text = line.get("body")
    return None if text is None else text.encode()
