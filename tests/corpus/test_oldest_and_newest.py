"""On the oldest FastAPI and the newest, a package differs in what they changed and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from corpus.conftest import ready
from corpus.packages import API_044, STACK_025, STACK_035, Package

from routeshift.verify import Case, Discrepancy, Settings, SideOptions, Verification, verify

# One of its changes shows in few requests.
CASES = {API_044: 200, STACK_035: 100, STACK_025: 100}
_MULTIPART = "multipart/form-data"


def _form(case: Case) -> bytes:
    is_form = (case.header("content-type") or "").startswith(_MULTIPART)
    return (case.body or b"") if is_form else b""


def _fields(case: Case) -> list[Any]:
    try:
        body = json.loads(case.body or b"")
    except ValueError:
        return []
    return list(body.values()) if isinstance(body, dict) else []


@dataclass(frozen=True)
class Change:
    """What a release of a dependency changed, and the requests that show it.

    Attributes:
        what: The change, with the release.
        concerns: Whether a request may show it.
    """

    what: str
    concerns: Callable[[Case], bool]


# The first that fits is told; the models in forms are the rest of the forms.
NULL = Change(
    "FastAPI 0.151: null is no missing body and no missing field",
    lambda c: c.body == b"null" or None in _fields(c),
)
UNTYPED = Change(
    "FastAPI 0.132: a body without a content type is no JSON",
    lambda c: bool(c.body) and c.header("content-type") is None,
)
EMPTY_FORM = Change(
    "python-multipart 0.0.20: a form without a field can be read",
    lambda c: _form(c).startswith(b"--") and b"Content-Disposition" not in _form(c),
)
EMPTY_FIELD = Change(
    "FastAPI 0.123.2: an empty field of a form is a missing one",
    lambda c: b"\r\n\r\n\r\n--" in _form(c),
)
MODEL = Change(
    "FastAPI 0.159: the fields of a model in a form are fields of the form",
    lambda c: bool(_form(c)),
)
CHANGES = (NULL, UNTYPED, EMPTY_FORM, EMPTY_FIELD, MODEL)
UNION = Change(
    "pydantic 2.11: the place of an error names the branches of a union", lambda c: False
)

EXPECTED = {
    API_044: {NULL, UNTYPED, EMPTY_FORM, EMPTY_FIELD, MODEL, UNION},
    STACK_035: {NULL, EMPTY_FORM, EMPTY_FIELD, MODEL, UNION},
    STACK_025: {NULL, UNION},
}


def labelled(case: Case) -> Case:
    """The case under a label of its own for each change that it may show.

    Findings are grouped by label: one of a change hides none of another.
    """
    what = next((one.what for one in CHANGES if one.concerns(case)), "no change is known")
    return replace(case, operation=f"{case.operation} # {what}")


def cause(finding: Discrepancy) -> str:
    """The change that a finding of a labelled case shows; its place where none does."""
    operation, _, what = finding.cause.operation.partition(" # ")
    if what in {one.what for one in CHANGES}:
        return what
    places = [str(d.old) for d in finding.places if "/loc/" in d.pointer]
    names_branches = len(places) == len(finding.places) and all("[...," in p for p in places)
    return UNION.what if names_branches else f"{operation} {finding.cause.pointer}"


def compared(package: Package, settings: Settings) -> Verification:
    target = str(package.unpacked() / package.target)
    old, new = (SideOptions(str(package.interpreter(oldest=one))) for one in (True, False))
    return verify(target, target, settings, old_options=old, new_options=new)


@pytest.mark.parametrize("package", EXPECTED, ids=str)
def test_each_difference_is_a_change_of_a_dependency(package: Package) -> None:
    ready(package)
    ready(package, oldest=True)
    result = compared(package, Settings(cases=CASES[package], generate=False, shrink=False))
    differing = {finding.cause.operation for finding in result.findings}
    again = tuple(labelled(c) for c in result.cases if c.operation in differing)
    found = compared(package, Settings(corpus=again, shrink=False)).findings
    assert {cause(finding) for finding in found} == {one.what for one in EXPECTED[package]}
