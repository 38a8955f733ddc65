"""What a report says, whichever command makes it and in whichever format it is read.

All text is as it came from documents, sources and responses; each format makes it harmless.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias


class Severity(StrEnum):
    """How much a finding weighs: only an error or a warning may fail a check."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Help:
    """What a rule means.

    Attributes:
        id: The stable id that findings name.
        sentence: What it says, without the particulars.
        text: What that means, and what to do; in Markdown.
        traits: What else is known of it, as its level.
        example: What it is reported for, in Markdown; "" for none.
        page: The page of the documentation, as `docs/verify.md`; "" for none.
    """

    id: str
    sentence: str
    text: str
    traits: tuple[str, ...] = ()
    example: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class SourceLocation:
    """A place in a file.

    Attributes:
        file: The file.
        line: The line, counted from 1.
        side: `old` or `new`; "" where there is only one.
    """

    file: Path
    line: int
    side: str = ""

    def __str__(self) -> str:
        """`file:line`, relative to the working directory for what is below it."""
        return f"{self.path}:{self.line}"

    @property
    def path(self) -> str:
        """The file, relative to the working directory when it is below it."""
        # Code hosts find a file by its path in the repository, where commands are run.
        here, absolute = Path.cwd(), self.file.absolute()
        return str(absolute.relative_to(here) if absolute.is_relative_to(here) else self.file)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing more to know of a finding.

    Attributes:
        name: What it is, in a word or a few.
        text: It, on one line.
        code: Whether it is a name or a value, not a sentence.
    """

    name: str
    text: str
    code: bool = False


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands on either side, as text; None where there is nothing."""

    old: str | None
    new: str | None

    @property
    def brief(self) -> bool:
        """Whether each fits on a line."""
        return not any("\n" in side for side in (self.old, self.new) if side)


@dataclass(frozen=True, slots=True)
class Command:
    """A line to copy into a shell, and what it is for."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text below a title.

    Attributes:
        title: The title; "" for none.
        lines: The lines.
        most: How many are shown on a terminal; None for all.
    """

    title: str
    lines: Sequence[str]
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Text that is kept as it is, as code, a diff or a response.

    Attributes:
        title: The title; "" for none.
        text: The text.
        language: What it is written in, as `diff`.
        detail: Whether only a format with room shows it: a page, a comment.
    """

    title: str
    text: str
    language: str = ""
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells.

    Attributes:
        title: The title; "" for none.
        columns: The names of the columns.
        rows: The rows.
        detail: As for `Listing`.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    detail: bool = False


Part: TypeAlias = Fact | Sides | Command | Listing | Table
Block: TypeAlias = Lines | Listing | Table


@dataclass(frozen=True, slots=True)
class Reported:
    """One diagnostic.

    Attributes:
        rule: The id of its rule; the report has its help.
        verdict: What it came to, in a word or a few.
        severity: How much it weighs.
        fails: Whether it fails the check.
        message: One sentence without its full stop; names are between backticks.
        level: Who can tell, or which aspect it is about; "" for neither.
        subject: What it is about, as a class and method; "" when the message says it.
        operations: The operations that it reaches.
        locations: Where what it is about is declared.
        hint: What to do, or which rule of the contract it breaks; a sentence, or "".
        parts: What else there is to see.
        accepted: The reason by which it does not count, or "".
        noise: Whether it says only that something is spelled differently.
        kin: What findings share that may be told as one; "" for none.
        identity: What makes it the same finding in the next run.
    """

    rule: str
    verdict: str
    severity: Severity
    fails: bool
    message: str
    level: str = ""
    subject: str = ""
    operations: tuple[str, ...] = ()
    locations: tuple[SourceLocation, ...] = ()
    hint: str = ""
    parts: tuple[Part, ...] = ()
    accepted: str = ""
    noise: bool = False
    kin: str = ""
    identity: str = ""

    @property
    def current(self) -> tuple[SourceLocation, ...]:
        """Where it is declared now: on the new side, or on the old one when it is gone there."""
        now = tuple(one for one in self.locations if one.side != "old")
        return now or self.locations

    @property
    def nearest(self) -> tuple[SourceLocation, ...]:
        """The first location of each side."""
        return tuple({one.side: one for one in reversed(self.locations)}.values())[::-1]

    @property
    def sentence(self) -> str:
        """The message with what it is about in front."""
        return f"{self.subject}: {self.message}" if self.subject else self.message


@dataclass(frozen=True, slots=True)
class Report:
    """What a command has to say.

    Attributes:
        command: The command, as `routeshift compare`.
        title: What it came to, without the particulars.
        passed: Whether the check passes.
        summary: The sentence that closes the report on a terminal.
        findings: What was found, what fails first.
        data: The same as JSON, in the form that the command publishes.
        helps: The help of each rule that a finding names.
        old: What the old side is called; "" where there are no sides.
        new: The same for the new side, or what was read.
        about: What else is known of the run, a few words each.
        before: What stands above the findings.
        after: What stands below them.
        checked: What was checked and is fine, for formats that count it.
        artifact: The file to point at where a finding has none.
    """

    command: str
    title: str
    passed: bool
    summary: str
    findings: tuple[Reported, ...]
    data: Any
    helps: Mapping[str, Help] = field(default_factory=dict)
    old: str = ""
    new: str = ""
    about: tuple[str, ...] = ()
    before: tuple[Block, ...] = ()
    after: tuple[Block, ...] = ()
    checked: tuple[str, ...] = ()
    artifact: str = ""

    @property
    def telling(self) -> tuple[Reported, ...]:
        """The findings that say more than that something is spelled differently."""
        return tuple(one for one in self.findings if not one.noise)
