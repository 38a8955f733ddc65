"""A setup.cfg with the new packages in its list, and fastapi among the requirements.

It is edited as text: `configparser` would forget its comments, and how its lists are written.
"""

from __future__ import annotations

import re

from routeshift_codemods.plan.packaging.project import (
    REQUIREMENT,
    NewPackages,
    is_fastapi,
    missing_packages,
)


def setup_cfg(text: str, new: NewPackages) -> str:
    """A setup.cfg with the new packages in its list, and fastapi among the requirements."""
    options = _ini_list(text, "packages")
    # What finds packages by itself finds the new ones, too.
    if options and not any("find:" in name or "find_namespace:" in name for name in options):
        for name in missing_packages(new.packages, options):
            text = _ini_appended(text, "packages", name)
    requirements = _ini_list(text, "install_requires")
    if requirements and not any(is_fastapi(name) for name in requirements):
        text = _ini_appended(text, "install_requires", REQUIREMENT)
    return text


def _ini_entry(text: str, key: str) -> re.Match[str] | None:
    options = re.search(r"^\[options\][^\n]*\n", text, re.MULTILINE)
    if options is None:
        return None
    pattern = rf"^{key}[ \t]*=[^\n]*\n?(?:[ \t]+[^\n]*\n?|[ \t]*#[^\n]*\n?)*"
    return re.compile(pattern, re.MULTILINE).search(text, options.end())


def _ini_list(text: str, key: str) -> list[str]:
    entry = _ini_entry(text, key)
    if entry is None:
        return []
    value = entry[0].partition("=")[2]
    lines = (line.partition("#")[0].strip().rstrip(",") for line in value.split("\n"))
    return [part.strip() for line in lines for part in line.split(",") if part.strip()]


def _ini_appended(text: str, key: str, value: str) -> str:
    entry = _ini_entry(text, key)
    assert entry is not None
    body = entry[0].rstrip()
    indent = re.match(r"[ \t]*", body.rpartition("\n")[2])
    separator = f"\n{indent[0]}" if "\n" in body and indent else ", "
    return text[: entry.start()] + body + separator + value + text[entry.start() + len(body) :]
