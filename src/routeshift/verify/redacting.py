"""A verification without its secrets: what every report is made of."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from routeshift.errors import RouteshiftError
from routeshift.redaction import HIDDEN, Redaction, variable
from routeshift.verify.cases import Case, Exchange
from routeshift.verify.findings import ABSENT, Difference, Discrepancy
from routeshift.verify.traffic import WRONG_CREDENTIALS

# What a side made may be a word; only what is as long as a key is looked for elsewhere.
_KEY = 8


def redacted(finding: Discrepancy, redaction: Redaction) -> Discrepancy:
    """A finding that may be shown.

    Args:
        finding: As it was found.
        redaction: Hides secrets; it learns those of this finding.
    """
    # First: a server may say a secret again where nobody looks for one, as in an error.
    _learn(finding, redaction)
    return replace(
        finding,
        group=redaction.data(finding.group),
        case=redacted_case(finding.case, redaction),
        first=None if finding.first is None else redacted_case(finding.first, redaction),
        old=_exchange(finding.old, redaction),
        new=_exchange(finding.new, redaction),
        differences=tuple(_difference(d, redaction) for d in finding.differences),
    )


def redacted_case(case: Case, redaction: Redaction) -> Case:
    """A case in which variables stand for the secrets."""
    variables = dict.fromkeys(case.variables)

    def stands_for(name: str) -> str:
        variables[variable(name)] = None
        return f"${variable(name)}"

    headers = tuple(
        (name, stands_for(name) if _is_secret(name, value, redaction) else redaction.text(value))
        for name, value in case.headers
    )
    path, mark, query = case.target.partition("?")
    pairs = []
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        hidden = value and redaction.hides(unquote(name))
        pairs.append(f"{name}={stands_for(unquote(name))}" if hidden else redaction.text(pair))
    return replace(
        case,
        target=redaction.text(path) + mark + "&".join(pairs),
        headers=headers,
        body=None if case.body is None else redaction.content(case.body),
        variables=tuple(variables),
        before=tuple(redacted_case(step, redaction) for step in case.before),
    )


def without_secrets(case: Case, secrets: Mapping[str, str]) -> Case:
    """A case to be kept in a file.

    Args:
        case: As it was sent.
        secrets: The variables that stand for the user's secrets, by the secret.
    """
    used = []

    def kept(value: str) -> str:
        if value not in secrets:
            return value
        used.append(secrets[value])
        return f"${secrets[value]}"

    headers = tuple((name, kept(value)) for name, value in case.headers)
    path, mark, query = case.target.partition("?")
    pairs = (pair.partition("=") for pair in query.split("&"))
    target = path + mark + "&".join(name + equals + kept(value) for name, equals, value in pairs)
    before = tuple(without_secrets(step, secrets) for step in case.before)
    if not used and before == case.before:
        return case
    variables = tuple(dict.fromkeys((*case.variables, *used)))
    return replace(case, headers=headers, target=target, variables=variables, before=before)


def with_secrets(case: Case, secrets: dict[str, str]) -> Case:
    """A case that can be sent: its variables are filled in.

    Args:
        case: A case from a file.
        secrets: As for `without_secrets`; what comes from the environment is added.

    Raises:
        RouteshiftError: If a variable has no value.
    """
    if not (case.variables or case.before):
        return case
    target, headers = case.target, case.headers
    # Longest first: $KEY must not be filled in where $KEY_2 stands.
    for name in sorted(case.variables, key=len, reverse=True):
        value = next((s for s, known in secrets.items() if known == name), os.environ.get(name))
        if not value:
            raise RouteshiftError(
                f"A case of {case.operation} needs the secret ${name}.",
                hint="Give its header with --header, or set the variable in the environment.",
            )
        # So that the corpus that is written of this run has the name again.
        secrets[value] = name
        target = target.replace(f"=${name}", f"={value}")
        headers = tuple((key, value if text == f"${name}" else text) for key, text in headers)
    before = tuple(with_secrets(step, secrets) for step in case.before)
    return replace(case, headers=headers, target=target, variables=(), before=before)


def _is_secret(name: str, value: str, redaction: Redaction) -> bool:
    return bool(value) and redaction.hides(name) and (name, value) not in WRONG_CREDENTIALS


def _learn(finding: Discrepancy, redaction: Redaction) -> None:
    cases = [one for case in (finding.first, finding.case) if case for one in (*case.before, case)]
    sent = [header for case in cases for header in case.headers]
    for name, value in (*sent, *finding.old.headers, *finding.new.headers):
        if _is_secret(name, value, redaction):
            redaction.learn(name, value, shortest=_KEY)


def _exchange(exchange: Exchange, redaction: Redaction) -> Exchange:
    return replace(
        exchange,
        headers=tuple((name, redaction.header(name, value)) for name, value in exchange.headers),
        body=redaction.content(exchange.body),
        received=redaction.data(exchange.received),
        leaked=redaction.data(exchange.leaked),
        failure=redaction.data(exchange.failure),
        earlier=(),
    )


def _difference(difference: Difference, redaction: Redaction) -> Difference:
    return Difference(
        redaction.text(difference.pointer),
        _value(difference.pointer, difference.old, redaction),
        _value(difference.pointer, difference.new, redaction),
    )


def _value(pointer: str, value: Any, redaction: Redaction) -> Any:
    if not pointer.startswith("/headers/") or value is ABSENT:
        return redaction.data(value)
    name = pointer.split("/")[2]
    if isinstance(value, str):
        return redaction.header(name, value)
    return HIDDEN if redaction.hides(name) else redaction.data(value)


def redacted_noise(
    noise: Mapping[tuple[str, str], str], redaction: Redaction
) -> dict[tuple[str, str], str]:
    """Noise whose examples may be shown."""
    return {
        (operation, place): HIDDEN
        if place.startswith("/headers/") and redaction.hides(place.split("/")[2].rstrip("?"))
        else redaction.text(example)
        for (operation, place), example in noise.items()
    }
