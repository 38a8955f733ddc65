"""The project's own files: new packages where packages are listed, and fastapi as a dependency."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

REQUIREMENT = "fastapi>=0.115"
_FASTAPI = re.compile(r"fastapi(?![\w.-])", re.IGNORECASE)


def is_fastapi(requirement: str) -> bool:
    """Whether a requirement is fastapi itself, in any version."""
    return _FASTAPI.match(requirement) is not None


@dataclass(frozen=True, slots=True)
class NewPackages:
    """What a run makes of modules.

    Attributes:
        packages: The dotted names of the packages that are new.
        modules: The top-level modules that became packages.
    """

    packages: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()


def pyproject(text: str, new: NewPackages) -> str:
    """A pyproject.toml with the new packages in its lists, and fastapi among the dependencies.

    Lists that are not there are not made: what finds packages by itself finds the new ones.

    Args:
        text: The file.
        new: What is new.
    """
    table = tomllib.loads(text)
    setuptools = table.get("tool", {}).get("setuptools", {})
    listed = setuptools.get("packages")
    if isinstance(listed, list):
        for name in missing_packages(new.packages, listed):
            text = _appended(text, "tool.setuptools", "packages", name)
    for name in new.modules:
        if name in setuptools.get("py-modules", []):
            text = _without(text, "tool.setuptools", "py-modules", name)
            text = _listed_or_made(text, name, made=not isinstance(listed, list))
    return _with_dependency(text, table)


def setup_cfg(text: str, new: NewPackages) -> str:
    """A setup.cfg with the new packages in its list, and fastapi among the requirements."""
    options = _ini_list(text, "packages")
    if options and not any("find:" in name or "find_namespace:" in name for name in options):
        for name in missing_packages(new.packages, options):
            text = _ini_appended(text, "packages", name)
    requirements = _ini_list(text, "install_requires")
    if requirements and not any(is_fastapi(name) for name in requirements):
        text = _ini_appended(text, "install_requires", REQUIREMENT)
    return text


def missing_packages(packages: Collection[str], listed: Collection[str]) -> Iterator[str]:
    """The packages whose parent is listed, and they are not."""
    known = set(listed)
    for name in sorted(packages):
        if name not in known and (name.rpartition(".")[0] in known or "." not in name):
            yield name


def _listed_or_made(text: str, name: str, *, made: bool) -> str:
    if not made:
        return (
            text
            if f'"{name}"' in _body(text, "packages")
            else _appended(text, "tool.setuptools", "packages", name)
        )
    header = _header("tool.setuptools").search(text)
    assert header is not None
    return f'{text[: header.end()]}\npackages = ["{name}"]{text[header.end() :]}'


def _body(text: str, key: str) -> str:
    span = _array(text, "tool.setuptools", key)
    return "" if span is None else text[span[0] : span[1]]


def _with_dependency(text: str, table: dict[str, Any]) -> str:
    project = table.get("project")
    poetry = table.get("tool", {}).get("poetry", {}).get("dependencies")
    if isinstance(project, dict) and "dependencies" not in project.get("dynamic", []):
        listed = project.get("dependencies")
        if listed is None:
            header = _header("project").search(text)
            assert header is not None
            line = f'\ndependencies = ["{REQUIREMENT}"]'
            return text[: header.end()] + line + text[header.end() :]
        if not any(is_fastapi(requirement) for requirement in listed):
            return _appended(text, "project", "dependencies", REQUIREMENT)
    elif isinstance(poetry, dict) and "fastapi" not in poetry:
        header = _header("tool.poetry.dependencies").search(text)
        if header is not None:
            line = '\nfastapi = ">=0.115"'
            return text[: header.end()] + line + text[header.end() :]
    return text


def _header(table: str) -> re.Pattern[str]:
    return re.compile(rf"^\[{re.escape(table)}\][^\n]*", re.MULTILINE)


def _array(text: str, table: str, key: str) -> tuple[int, int] | None:
    """Where the array of a key starts, behind its bracket, and where it ends, before it."""
    header = _header(table).search(text)
    if header is None:
        return None
    following = re.compile(r"^\[", re.MULTILINE).search(text, header.end())
    end = following.start() if following else len(text)
    found = re.compile(rf"^{re.escape(key)}\s*=\s*\[", re.MULTILINE).search(text, header.end(), end)
    if found is None:
        return None
    return found.end(), _closing(text, found.end())


_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#[^\n]*|[\[\]]')


def _closing(text: str, start: int) -> int:
    depth = 0
    for token in _TOKEN.finditer(text, start):
        if token[0] == "[":
            depth += 1
        elif token[0] == "]":
            if depth == 0:
                return token.start()
            depth -= 1
    return len(text)


def _appended(text: str, table: str, key: str, value: str) -> str:
    span = _array(text, table, key)
    if span is None:
        return text
    start, end = span
    items = [t for t in _TOKEN.finditer(text, start, end) if t[0][0] in "\"'"]
    if not items:
        return f'{text[:start]}"{value}"{text[end:]}'
    last = items[-1].end()
    line_start = text.rfind("\n", 0, items[-1].start()) + 1
    indent = text[line_start : items[-1].start()]
    line_end = text.find("\n", last, end)
    if line_end >= 0 and not indent.strip():
        behind = text[last:line_end]  # a comma or not, and what is said of the item
        comma = "," if behind.lstrip().startswith(",") else ""
        kept = behind if comma else f",{behind}"
        return f'{text[:last]}{kept}\n{indent}"{value}"{comma}{text[line_end:]}'
    return f'{text[:last]}, "{value}"{text[last:]}'


def _without(text: str, table: str, key: str, value: str) -> str:
    span = _array(text, table, key)
    if span is None:
        return text
    start, end = span
    shorter = re.sub(rf"\s*[\"']{re.escape(value)}[\"'],?", "", text[start:end], count=1)
    return text[:start] + shorter.lstrip(", ") + text[end:]


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
