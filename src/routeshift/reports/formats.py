"""The formats of reports: one row and one module each, for every command that makes a report.

A new format is a row here, and a module beside this one with `render(report) -> str`.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from routeshift.errors import RouteshiftError
from routeshift.reports.model import Report
from routeshift.wording import meant


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        name: What `--format` calls it.
        module: The module with its `render`, imported when it is needed.
        suffixes: The ends of the names of files that hold it.
        says: What it is for, in a few words.
        styled: Whether its module also has `lines`, with a style for each, for a terminal.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    says: str
    styled: bool = False


FORMATS: list[Format] = [
    Format("rich", "routeshift.reports.terminal", (".txt",), "a terminal", styled=True),
    Format("json", "routeshift.reports.data", (".json",), "the machine's form"),
    Format("markdown", "routeshift.reports.markdown", (".md",), "a comment of a pull request"),
    Format("html", "routeshift.reports.page", (".html",), "a page with filters, in one file"),
    Format("junit", "routeshift.reports.junit", (".xml",), "test reports"),
    Format("sarif", "routeshift.reports.sarif", (".sarif", ".sarif.json"), "code scanning"),
    Format("github", "routeshift.reports.github", (".annotations",), "annotations of Actions"),
    Format(
        "gitlab",
        "routeshift.reports.gitlab",
        (".gitlab.json", "gl-code-quality-report.json"),
        "GitLab's code quality",
    ),
]
"""Every format; what stands first is printed where nothing else is asked for."""


def render(report: Report, chosen: Format) -> str:
    """A report as text in a format.

    Args:
        report: The report.
        chosen: The format.

    Returns:
        Text with a newline at its end.
    """
    text: str = importlib.import_module(chosen.module).render(report)
    return text


def styled_lines(report: Report, chosen: Format, width: int) -> Iterator[tuple[str, str]]:
    """A report as lines for a terminal, each with its style.

    Args:
        report: The report.
        chosen: A format that is styled.
        width: The width of the terminal.
    """
    found: Iterator[tuple[str, str]] = importlib.import_module(chosen.module).lines(report, width)
    return found


def format_named(name: str) -> Format:
    """The format of a name.

    Raises:
        RouteshiftError: There is none.
    """
    found = next((one for one in FORMATS if one.name == name), None)
    if found is None:
        known = [one.name for one in FORMATS]
        hint = meant(name, known, f"There are: {_listed(known)}.")
        raise RouteshiftError(f"There is no format {name!r}.", hint=hint)
    return found


def format_of(path: Path, otherwise: Format | None = None) -> Format:
    """The format of a file, by the end of its name; of several that fit, the longest.

    Args:
        path: The file.
        otherwise: What a name that tells none holds.

    Raises:
        RouteshiftError: None fits, and there is no other.
    """
    ends = {end: one for one in FORMATS for end in one.suffixes if path.name.lower().endswith(end)}
    if not ends and otherwise is not None:
        return otherwise
    if not ends:
        known = _listed(end for one in FORMATS for end in one.suffixes)
        raise RouteshiftError(
            f"{path} is no report that can be written.", hint=f"Let its name end in {known}."
        )
    # `.gitlab.json` is `.json`, too.
    return ends[max(ends, key=len)]


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
