"""Which rule or trap a finding breaks, as far as its shape tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from routeshift.verify.cases import json_body
from routeshift.verify.findings.comparison import ABSENT
from routeshift.verify.findings.grouping import Discrepancy


def hint(finding: Discrepancy) -> str | None:
    """The rule or trap that a finding breaks; None when its shape tells nothing."""
    for applies, hint in _ROWS:
        if applies(finding):
            return hint
    return None


def _statuses(old: Any, new: Any) -> Callable[[Discrepancy], bool]:
    def applies(finding: Discrepancy) -> bool:
        pair = (finding.old.status, finding.new.status)
        return finding.cause.pointer == "/status" and pair in ((old, new), (new, old))

    return applies


def _at(*starts: str) -> Callable[[Discrepancy], bool]:
    return lambda finding: finding.cause.pointer.startswith(starts)


def _origin(*starts: str) -> Callable[[Discrepancy], bool]:
    return lambda finding: finding.first is not None and finding.first.origin.startswith(starts)


def _all(*conditions: Callable[[Discrepancy], bool]) -> Callable[[Discrepancy], bool]:
    return lambda finding: all(condition(finding) for condition in conditions)


def _rejects(finding: Discrepancy) -> bool:
    old, new = finding.old.status or 0, finding.new.status or 0
    return finding.cause.pointer == "/status" and old < 400 <= new < 500


def _accepts(finding: Discrepancy) -> bool:
    old, new = finding.old.status or 0, finding.new.status or 0
    return finding.cause.pointer == "/status" and new < 400 <= old < 500


def _breaks(finding: Discrepancy) -> bool:
    old, new = finding.old.status or 0, finding.new.status or 0
    return finding.cause.pointer == "/status" and old < 500 <= new


def _denied(finding: Discrepancy) -> bool:
    old, new = finding.old.status, finding.new.status
    return finding.cause.pointer == "/status" and (old == 401) != (new == 401)


def _no_body(finding: Discrepancy) -> bool:
    posts = finding.cause.operation.startswith("POST ")
    return posts and finding.case.body in (None, b"", b"null", b"{}")


def _gone(finding: Discrepancy) -> bool:
    return all(difference.new is ABSENT for difference in finding.places)


def _both_refuse(finding: Discrepancy) -> bool:
    return all((one.status or 0) >= 400 for one in (finding.old, finding.new))


def _another_model(finding: Discrepancy) -> bool:
    statuses = (finding.old.status, finding.new.status)
    return finding.group.another_model and all((status or 500) < 400 for status in statuses)


def _url(finding: Discrepancy) -> bool:
    return finding.cause.pointer == "/body/url"


def _demands_path_field(finding: Discrepancy) -> bool:
    try:
        text = str(json_body(finding.new.body))
    except ValueError:
        return False
    names = [part[1:-1] for part in finding.cause.operation.split("/") if part.startswith("{")]
    return "missing" in text and any(f"'{name}'" in text for name in names)


def _path_input(finding: Discrepancy) -> bool:
    return "%2F" in finding.case.target or (finding.first or finding.case).origin.endswith(
        "a slash"
    )


# The first that applies speaks, so that narrow shapes stand above wide ones.
_ROWS: tuple[tuple[Callable[[Discrepancy], bool], str], ...] = (
    (_statuses(204, 200), "T5, S2: None from a DELETE is 204 without a body, from others 200 null"),
    (_denied, "T20, T15, T21: public flags, scopes, and who looks operations up"),
    (_all(_at("/status"), _origin("error")), "T3, S6: an error of the handler has another status"),
    (
        _all(_at("/body"), _origin("error"), _both_refuse),
        "T3, S6: an error of the handler is rendered another way",
    ),
    (_all(_at("/failure", "/status"), _origin("stream")), "T18, S3: errors of a stream"),
    (_all(_at("/stream"), _origin("stream")), "T18, S3: the events of a stream"),
    (_all(_rejects, _demands_path_field), "T1, T8: a path parameter is demanded elsewhere"),
    (_statuses(400, 422), "S7, T22: an invalid request is 400, never 422"),
    (_all(_rejects, _path_input, _at("/status")), "T21, P6: ids with slashes"),
    (_all(_at("/status"), lambda f: 405 in (f.old.status, f.new.status)), "T10: the HTTP method"),
    (_all(_rejects, _no_body), "T9, P4: a body whose fields are all optional may be missing"),
    (_rejects, "T17, T23: what used to be valid is rejected"),
    (_accepts, "P1, R7: what used to be rejected is accepted"),
    (_all(_breaks, _origin("result")), "T16, S1: a response model refuses what used to go out"),
    (_breaks, "T11: the implementation takes other arguments than the router passes"),
    (_url, "T6, S5: the url of a page"),
    (_all(_at("/body"), _both_refuse), "S7, T3: an error is rendered another way"),
    (_all(_at("/body"), _gone), "T16, S1: a response model filters what used to go out"),
    (_another_model, "D4, S1: the answer is another model, with other fields"),
    (_all(_at("/received/*/arguments"), _gone), "T19, R6: a parameter does not arrive any more"),
    (_at("/received/*/arguments"), "P1-P11: the implementation receives other arguments"),
    (_at("/received/*/types"), "P3: the implementation receives another type"),
    (_at("/received/*/context"), "T4, S8: the context of the request"),
    (_at("/leaked"), "S8: context leaks out of the request"),
    (_at("/document"), "T2, D3: an operation is documented on one side alone"),
    (_at("/headers/content-type"), "S3, S4: the media type"),
)
