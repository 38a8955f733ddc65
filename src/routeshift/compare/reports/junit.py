"""A comparison as JUnit XML: one test case for each finding, or one that passes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from routeshift.compare.records import Level, Verdict
from routeshift.printable import line

if TYPE_CHECKING:
    from routeshift.compare.records import Comparison, Finding


def as_junit(result: Comparison, *, level: Level | str = Level.WIRE, strict: bool = False) -> str:
    """A comparison as JUnit XML.

    Args:
        result: The comparison.
        level: The level that decides what fails.
        strict: Whether compatible changes fail too.

    Returns:
        XML text. What does not fail passes, what is accepted is skipped, noise is left out.
    """
    failing = result.at(level, strict=strict)
    found = [one for one in result.findings if one.verdict is not Verdict.EQUIVALENT]
    skipped = sum(1 for one in found if one.accepted)
    suite = ElementTree.Element(
        "testsuite",
        name="routeshift compare",
        tests=str(max(len(found), 1)),
        failures=str(len(failing)),
        skipped=str(skipped),
        errors="0",
    )
    for one in found:
        _case(suite, one, fails=one.fails(Level(level), strict=strict))
    if not found:
        ElementTree.SubElement(suite, "testcase", name="contract", classname=str(Level(level)))
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n"


def _case(suite: ElementTree.Element, found: Finding, *, fails: bool) -> None:
    case = ElementTree.SubElement(
        suite,
        "testcase",
        name=line(f"{found.rule}: {found.place}"),
        classname=f"{found.level}.{found.verdict}",
    )
    for source in found.current()[:1]:
        case.set("file", line(str(source.file)))
        case.set("line", str(source.line))
    if found.accepted:
        ElementTree.SubElement(case, "skipped", message=line(found.accepted))
    elif fails:
        failure = ElementTree.SubElement(
            case, "failure", message=line(found.message), type=found.rule
        )
        failure.text = _body(found)


def _body(found: Finding) -> str:
    lines = [found.message, f"at {found.place.part} {found.place.path}", *found.operations]
    if found.witness is not None:
        payload = json.dumps(found.witness.payload, ensure_ascii=False)
        told = f"{found.witness.accepted_by} accepts, {found.witness.refused_by} refuses"
        lines.append(f"{told} {payload}")
    return "\n".join(map(line, lines))
