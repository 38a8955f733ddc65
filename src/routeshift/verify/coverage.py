"""What a run reached, and what it did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from routeshift.stubs import ERROR_ROWS
from routeshift.verify.branches import Branches, Fits, Validators
from routeshift.verify.cases import Case, DocumentedEndpoint, Exchange, json_body
from routeshift.verify.traffic import Generator
from routeshift.wording import plural

# How many bodies of one operation are looked at for the branches of its schemas.
_BODIES = 150
# Malformed places of a document that are named.
_PLACES = 5


@dataclass(slots=True)
class Reached:
    """What was reached of one operation.

    Attributes:
        endpoint: The operation.
        fits: Tells whether a value fits a schema of its document.
        cases: How many cases were about it.
        statuses: How often the old side answered which status.
        parameters: Names of parameters and body fields that were sent.
        errors: Error rows that the implementation raised.
        called: How many cases came to the implementation.
        failed: How many cases had no whole response from either side, which proves nothing.
    """

    endpoint: DocumentedEndpoint
    fits: Fits
    cases: int = 0
    statuses: Counter[int | None] = field(default_factory=Counter)
    parameters: set[str] = field(default_factory=set)
    errors: set[str] = field(default_factory=set)
    called: int = 0
    failed: int = 0
    branches: Branches = field(init=False)

    def __post_init__(self) -> None:
        self.branches = Branches(self.endpoint, _BODIES, self.fits)

    def sent(self) -> set[str]:
        """The documented parameters and body fields that were sent."""
        return self.parameters & set(_names(self.endpoint))

    def gaps(self) -> Iterator[str]:
        """What could not be reached, a clause each."""
        if not self.cases:
            yield "no case was sent"
            return
        if not any(self._accepted(status) for status in self.statuses):
            denied = self.statuses.most_common(1)[0][0] in (401, 403)
            why = ", for the server asked for authentication: try --header" if denied else ""
            yield f"no case was accepted{why or ': only errors were compared'}"
        if self.failed:
            yield f"{plural(self.failed, 'case')} had no whole response from either side"
        unsent = sorted(set(_names(self.endpoint)) - self.parameters)
        if unsent:
            yield f"never sent: {', '.join(unsent)}"
        unseen = sorted(_documented(self.endpoint) - set(self.statuses))
        if unseen:
            yield f"documented statuses not seen: {', '.join(map(str, unseen))}"
        if self.called and self.errors < set(ERROR_ROWS):
            yield f"errors not raised: {', '.join(sorted(set(ERROR_ROWS) - self.errors))}"
        yield from self.branches.gaps()

    def _accepted(self, status: int | None) -> bool:
        # A redirection to the path without its trailing slash is the server's, not the operation's.
        known = str(status) in self.endpoint.responses
        return status is not None and (status < 300 or (status < 400 and known))


@dataclass(slots=True)
class Coverage:
    """What a run reached.

    Attributes:
        malformed: What cannot be read of the documents, by the side's name.
        outside: Why something that a side serves is not asked, by method and path.
        operations: By label, in the order of the documents.
        without_generator: Whether schemathesis was not used.
        cut_short: Whether the time was over before the cases were.
        interrupted: Whether Ctrl-C ended the run.
        given_up: Labels of operations that hung too often to be asked further.
    """

    endpoints: Sequence[DocumentedEndpoint]
    malformed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    outside: Mapping[str, str] = field(default_factory=dict)
    operations: dict[str, Reached] = field(init=False)
    without_generator: bool = False
    cut_short: bool = False
    interrupted: bool = False
    given_up: set[str] = field(default_factory=set)
    _generators: dict[int, Generator] = field(default_factory=dict)

    def __post_init__(self) -> None:
        documents = {id(e.document): e.document for e in self.endpoints}
        validators = {key: Validators(document) for key, document in documents.items()}
        self.operations = {
            e.label: Reached(e, validators[id(e.document)].fits) for e in self.endpoints
        }

    def generator(self, endpoint: DocumentedEndpoint, seed: int) -> Generator:
        """The generator of an endpoint's document, made once."""
        key = id(endpoint.document)
        if key not in self._generators:
            self._generators[key] = Generator(endpoint.document, seed)
        return self._generators[key]

    def note(self, case: Case, old: Exchange, new: Exchange) -> None:
        """Note one case and what became of it."""
        reached = self.operations.get(case.operation)
        if reached is None:
            return
        reached.cases += 1
        reached.statuses[old.status] += 1
        if old.failure and new.failure:
            reached.failed += 1
        if old.received:
            reached.called += 1
            if case.wish is not None and case.wish.error is not None:
                reached.errors.add(case.wish.error)
        _note_parts(reached, case, old)

    def gaps(self) -> dict[str, list[str]]:
        """What could not be reached, by operation; operations without a gap are left out."""
        found = {label: list(reached.gaps()) for label, reached in self.operations.items()}
        for label in self.given_up:
            found.setdefault(label, []).insert(0, "given up, for it hangs")
        for place, reason in self.outside.items():
            found[place] = [reason]
        for name, places in self.malformed.items():
            found[f"the document of {name}"] = [f"cannot be read: {_some(places)}"]
        for generator in self._generators.values():
            for label, reason in generator.refused.items():
                found.setdefault(label or "the document", []).append(f"not generated: {reason}")
        return {label: gaps for label, gaps in found.items() if gaps}


def _some(places: Sequence[str]) -> str:
    more = f" and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
    return ", ".join(places[:_PLACES]) + more


def _note_parts(reached: Reached, case: Case, old: Exchange) -> None:
    names = reached.parameters
    query = case.target.partition("?")[2]
    if query:
        names.update(name for name, _ in parse_qsl(query, keep_blank_values=True))
    names.update(name.lower() for name, _ in case.headers)
    # Looking at branches is slow, and later bodies seldom meet new ones.
    if not reached.branches.open:
        return
    reached.branches.note(_json(case.body, case.header("content-type")), old)
    names.update(reached.branches.sent)


def _json(body: bytes | None, media_type: str | None) -> Any:
    if not body or "json" not in (media_type or ""):
        return None
    try:
        return json_body(body)
    except ValueError:
        return None


def _names(endpoint: DocumentedEndpoint) -> Iterator[str]:
    for parameter in endpoint.inputs:
        if parameter.place in ("query",):
            yield parameter.name
        elif parameter.place == "header":
            yield parameter.name.lower()
    schema: Mapping[str, Any] = endpoint.body_schema or {}
    yield from schema.get("properties", {})


def _documented(endpoint: DocumentedEndpoint) -> set[int]:
    statuses = (status for status in endpoint.responses if status.isdecimal())
    # No stub limits rates, so that every operation would
    # have this gap (rule D3 documents it for all).
    return {int(status) for status in statuses if status != "429"}
