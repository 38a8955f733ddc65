"""Which rule or trap a finding breaks, as far as its evidence tells.

A wrong name sends its reader away from the cause: where several fit, or none does, none is said.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from routeshift.verify.findings.comparison import ABSENT
from routeshift.verify.findings.grouping import Discrepancy
from routeshift.verify.findings.problems import problems


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
    new = finding.new.status or 500
    return finding.cause.pointer == "/status" and new < 400 and bool(problems(finding.old))


def _fails(finding: Discrepancy) -> bool:
    old, new = finding.old.status or 500, finding.new.status or 0
    return finding.cause.pointer == "/status" and old < 400 and new >= 500


def _unreached(finding: Discrepancy) -> bool:
    return bool(finding.old.received) and not finding.new.received


def _denied(finding: Discrepancy) -> bool:
    pair = [finding.old.status or 500, finding.new.status or 500]
    return finding.cause.pointer == "/status" and pair.count(401) == 1 and max(pair) < 500


def _no_body(finding: Discrepancy) -> bool:
    posts = finding.cause.operation.startswith("POST ")
    return posts and finding.case.body in (None, b"", b"null", b"{}")


def _gone(finding: Discrepancy) -> bool:
    return all(difference.new is ABSENT for difference in finding.places)


def _fields(finding: Discrepancy) -> bool:
    # An item that a list no longer has was filtered by no model.
    return not any(d.pointer.rpartition("/")[2].isdigit() for d in finding.places)


def _both_refuse(finding: Discrepancy) -> bool:
    return all((one.status or 0) >= 400 for one in (finding.old, finding.new))


def _invalid(finding: Discrepancy) -> bool:
    return _both_refuse(finding) and bool(problems(finding.old) or problems(finding.new))


def _another_model(finding: Discrepancy) -> bool:
    statuses = (finding.old.status, finding.new.status)
    return finding.group.another_model and all((status or 500) < 400 for status in statuses)


def _page_url(finding: Discrepancy) -> bool:
    shown = finding.shown
    return finding.cause.pointer == "/body/url" and None in (shown.old, shown.new)


def _streams(finding: Discrepancy) -> bool:
    return "text/event-stream" in (finding.old.media_type, finding.new.media_type)


def _demands(where: str) -> Callable[[Discrepancy], bool]:
    def applies(finding: Discrepancy) -> bool:
        return _rejects(finding) and any(p.demands(where) for p in problems(finding.new))

    return applies


def _demands_path_field(finding: Discrepancy) -> bool:
    names = [part[1:-1] for part in finding.cause.operation.split("/") if part.startswith("{")]
    names = [name.partition(":")[0] for name in names]
    return any(p.kind == "missing" and p.place[-1] in names for p in problems(finding.new))


def _constrains(finding: Discrepancy) -> bool:
    kinds = {problem.kind for problem in problems(finding.new)}
    return _rejects(finding) and bool(kinds - {"", "missing"})


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
    (
        _all(_demands("body"), _no_body),
        "T9, P4: a body whose fields are all optional may be missing",
    ),
    (_demands("body"), "P3, P1: the body has another shape, and lacks what is demanded now"),
    (_demands("query"), "T23, P2: a parameter is demanded that could be left out"),
    (_constrains, "T17: what used to be valid is rejected"),
    (_accepts, "P1-P11: what used to be invalid is accepted"),
    (_all(_fails, _origin("result")), "T16, S1: a response model refuses what used to go out"),
    (
        _all(_fails, _unreached),
        "T11, T2, T12: the call does not reach the implementation, which may take other arguments",
    ),
    (_page_url, "T6, S5: the url of a page"),
    (
        _all(_at("/body", "/headers/content-type"), _invalid),
        "S7: an invalid request is answered in another envelope or with other errors",
    ),
    (
        _all(_at("/body", "/headers/content-type"), _both_refuse),
        "T3, S6: an error is rendered another way",
    ),
    (
        _all(_at("/body"), _gone, _fields),
        "T16, S1: a response model filters what used to go out",
    ),
    (_another_model, "D4, S1: the answer is another model, with other fields"),
    (_all(_at("/received/*/arguments"), _gone), "T19, R6: a parameter does not arrive any more"),
    (_at("/received/*/arguments"), "P1-P11: the implementation receives other arguments"),
    (_at("/received/*/types"), "P3: the implementation receives another type"),
    (_at("/received/*/context"), "T4, S8: the context of the request"),
    (_at("/leaked"), "S8: context leaks out of the request"),
    (_all(_at("/headers/content-type"), _streams), "S3: a stream on one side alone"),
    (_at("/headers/content-type"), "S4: the media type"),
)
