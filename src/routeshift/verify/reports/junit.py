"""The JUnit report: one test case an operation, one failure a finding."""

from __future__ import annotations

from xml.etree import ElementTree

from routeshift.printable import line, plain
from routeshift.verify.findings.grouping import Finding
from routeshift.verify.text import finding_lines, noise_lines
from routeshift.verify.verification import Verification

# What XML 1.0 cannot hold.


def render(verification: Verification) -> str:
    """The report as JUnit XML."""
    gaps = verification.coverage.gaps()
    by_operation: dict[str, list[Finding]] = {o: [] for o in verification.coverage.operations}
    for finding in verification.findings:
        by_operation.setdefault(finding.cause.operation, []).append(finding)
    suite = ElementTree.Element(
        "testsuite",
        name="routeshift verify",
        tests=str(len(by_operation)),
        failures=str(sum(1 for found in by_operation.values() if found)),
        errors="0",
        time=f"{verification.seconds:.3f}",
    )
    for label, found in by_operation.items():
        test = ElementTree.SubElement(
            suite, "testcase", classname="routeshift.verify", name=line(label)
        )
        for finding in found:
            _failure(test, finding, verification)
        said = [*gaps.get(label, ()), *noise_lines(verification, label)]
        if said:
            ElementTree.SubElement(test, "system-out").text = plain("\n".join(said))
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _failure(test: ElementTree.Element, finding: Finding, verification: Verification) -> None:
    told = f"{finding.cause.pointer} {finding.outcome}".strip()
    message = line(finding.hint or told)
    failure = ElementTree.SubElement(test, "failure", message=message, type=line(told))
    failure.text = plain("\n".join(finding_lines(finding, verification)))
