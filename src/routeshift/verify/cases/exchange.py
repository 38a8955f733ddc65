"""`Exchange`: everything that one side did with one case."""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from routeshift.stubs import Received

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one side answered, and what its implementation received.

    Attributes:
        status: The status; None when no response came.
        headers: Names in lower case.
        body: The body, as far as it was read.
        received: What recording stubs received.
        leaked: Context variables that were still set when the request was over.
        failure: Why there is no whole response: `hang`, `crash`, `garbage`, `closed early`,
            `endless`, `too large`, with a reason; None when there is one.
        earlier: What the side did with the steps before the case; no part of what is compared.
    """

    status: int | None = None
    headers: Headers = ()
    body: bytes = b""
    received: tuple[Received, ...] = ()
    leaked: Mapping[str, Any] = field(default_factory=dict)
    failure: str | None = None
    earlier: tuple[Exchange, ...] = field(default=(), compare=False)

    def header(self, name: str) -> str | None:
        """The value of the first header of this name, in lower case."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in lower case; empty when absent."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "status": self.status,
            "headers": [list(header) for header in self.headers],
            "body": base64.b64encode(self.body).decode(),
            "received": [asdict(received) for received in self.received],
            "leaked": dict(self.leaked),
            "failure": self.failure,
        }


def exchange_from_json(value: Mapping[str, Any]) -> Exchange:
    """The exchange that `Exchange.to_json` wrote."""
    return Exchange(
        status=value["status"],
        headers=tuple((name, text) for name, text in value["headers"]),
        body=base64.b64decode(value["body"]),
        received=tuple(Received(**received) for received in value["received"]),
        leaked=value["leaked"],
        failure=value["failure"],
    )


def json_body(body: bytes) -> Any:
    """The JSON value of a body.

    Raises:
        ValueError: If it is no JSON.
    """
    try:
        return json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def events(body: bytes) -> list[dict[str, Any]]:
    """The server-sent events of a body: their fields, with `data` as JSON where it is JSON."""
    text = body.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return [event for block in text.split("\n\n") if (event := _event(block))]


def _event(block: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for line in block.split("\n"):
        name, colon, value = line.partition(":")
        if not line or not name:
            continue
        value = value.removeprefix(" ") if colon else ""
        fields[name] = f"{fields[name]}\n{value}" if name in fields else value
    if "data" in fields:
        with contextlib.suppress(ValueError):
            fields["data"] = json_body(fields["data"].encode())
    return fields
