"""What a run of verify may do."""

from __future__ import annotations

from dataclasses import dataclass, field

from routeshift.errors import RouteshiftError
from routeshift.verify.cases import Case, Headers
from routeshift.verify.findings import Ignore
from routeshift.verify.sides import Bounds


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may do.

    Attributes:
        cases: Cases for one operation, at most.
        seconds: Until no new cases are sent; None is no limit.
        seed: Chooses cases and the answers of stubs.
        operations: Parts of labels, of which an operation must contain one; empty is all.
        ignore: Places that are not compared.
        credentials: Headers that every case carries unless it is about them.
        corpus: Cases to replay; None generates them.
        bounds: How much of one response is waited for.
        generate: Whether schemathesis is used when it is installed.
        shrink: Whether each finding is reduced to its smallest request.
        secrets: More names of headers and query parameters that are never shown.
    """

    cases: int = 200
    seconds: float | None = None
    seed: int = 0
    operations: tuple[str, ...] = ()
    ignore: tuple[Ignore, ...] = ()
    credentials: Headers = ()
    corpus: tuple[Case, ...] | None = None
    bounds: Bounds = field(default_factory=Bounds)
    generate: bool = True
    shrink: bool = True
    secrets: tuple[str, ...] = ()

    def wants(self, label: str) -> bool:
        """Whether an operation is to be verified."""
        return not self.operations or any(part in label for part in self.operations)


def parse_header(text: str) -> tuple[str, str]:
    """Read `Name: value`.

    Raises:
        RouteshiftError: If it is none.
    """
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        # What was given is not said again: it may be a secret.
        raise RouteshiftError("What --header gives is no header.", hint="Write `Name: value`.")
    return name.strip().lower(), value.strip()
