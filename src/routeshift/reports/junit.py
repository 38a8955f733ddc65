"""A report as JUnit XML: a test case for each finding, and for all that was checked and is fine."""

from __future__ import annotations

from xml.etree import ElementTree

from routeshift.printable import line, plain
from routeshift.reports.bounds import cut
from routeshift.reports.model import Report, Reported
from routeshift.reports.text import block_lines, finding_lines


def render(report: Report) -> str:
    """A report as XML: what does not fail passes, what is accepted is skipped."""
    found, fine = report.telling, report.checked
    if not found and not fine:
        # A suite without cases counts as an error, or as nothing, for those who read it.
        fine = (report.title,)
    suite = ElementTree.Element(
        "testsuite",
        name=report.command,
        tests=str(len(found) + len(fine)),
        failures=str(sum(one.fails for one in found)),
        skipped=str(sum(bool(one.accepted) for one in found)),
        errors="0",
    )
    for one in found:
        _case(suite, one, report.command)
    for name in fine:
        ElementTree.SubElement(suite, "testcase", name=line(name), classname=report.command)
    said = [text for block in report.after for text in block_lines(block)]
    if said:
        ElementTree.SubElement(suite, "system-out").text = plain("\n".join(said))
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ElementTree.tostring(root, 'unicode')}\n"


def _case(suite: ElementTree.Element, found: Reported, command: str) -> None:
    about = found.operations[0] if found.operations else found.subject or found.message
    kind = ".".join(filter(None, (command, found.level, found.verdict)))
    case = ElementTree.SubElement(
        suite, "testcase", name=line(cut(f"{found.rule}: {about}")), classname=line(kind)
    )
    for place in found.current[:1]:
        case.set("file", line(place.path))
        case.set("line", str(place.line))
    if found.accepted:
        ElementTree.SubElement(case, "skipped", message=line(found.accepted))
    elif found.fails:
        failure = ElementTree.SubElement(
            case, "failure", message=line(cut(found.sentence)), type=found.rule
        )
        failure.text = plain("\n".join(finding_lines(found)))
