"""The pieces of a module that change: each is parsed by LibCST by itself, and rendered again."""

from __future__ import annotations

import re
from dataclasses import dataclass

import libcst as cst

from routeshift.errors import TargetError
from routeshift_codemods.edit.change import Change
from routeshift_codemods.edit.statements import StatementLines, lines_around, with_comments_above
from routeshift_codemods.index import Module
from routeshift_codemods.once import once
from routeshift_codemods.places import Places, text_of

# Behind what an f-string may show with its text, as `f"{x=}"` does: that is a part of it, too.
_SHOWN = re.compile(r".*=\s*[!:}]")
# What an indented statement is put into, to be parsed as it stands, its strings included.
_AROUND = "if 1:\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A statement, the head of one, or an expression: a part of a text that LibCST reads alone.

    Attributes:
        module: The module.
        start: Where it starts in the module's text, in characters.
        end: Where it ends.
        around: What stands before it when it is parsed.
        body: What stands behind it then: for a head, the body that was left out.
    """

    module: Module
    start: int
    end: int
    around: str = ""
    body: str = ""

    @classmethod
    def of_lines(cls, module: Module, lines: StatementLines) -> Piece:
        """The lines of a statement, an indented one as the body of an `if`."""
        source = module.source
        first = source.lines[lines.first - 1]
        # The form feeds before its first line indent nothing, and LibCST drops them.
        inside = first.lstrip("\f")
        start = source.offset(lines.first, len(first) - len(inside))
        around = _AROUND if inside[:1].isspace() else ""
        body = "" if lines.inside is None else f"{lines.inside}pass\n"
        return cls(module, start, source.offset(lines.last + 1, 0), around, body)

    @classmethod
    def of_change(cls, module: Module, change: Change) -> Piece:
        """The smallest piece that a change can be seen in."""
        start, end = change.span
        text = module.source.text
        # Over several lines, it may stand in brackets that are none of its own.
        alone = change.transform.alone and "\n" not in text[start:end]
        if alone and not _SHOWN.match(text, end):
            return cls(module, start, end)
        lines = lines_around(module, change.span, of_head=change.transform.of_head)
        above = change.transform.above
        return cls.of_lines(module, with_comments_above(module, lines) if above else lines)

    @property
    def line(self) -> int:
        """Its first line."""
        return self.module.source.position(self.start)[0]

    @property
    def offset(self) -> int:
        """Where in the module's text the text would start that is parsed."""
        return self.start - len(self.around)

    def parsed(self) -> tuple[cst.Module, Places]:
        """Its tree, and where the nodes stand in the text that is parsed.

        Raises:
            TargetError: LibCST does not read it.
        """
        text = f"{self.around}{self.module.source.text[self.start : self.end]}{self.body}"
        try:
            tree, places = _parsed(text)
        except (cst.ParserSyntaxError, cst.CSTValidationError, RecursionError) as error:
            raise self.unread() from error
        # LibCST drops what it does not know, as some form feeds: then positions are others.
        if places.text != text:
            raise self.unread()
        return tree, places

    def rendered(self, tree: cst.Module) -> str:
        """What stands in its place when its tree has changed."""
        # LibCST would put a `pass` or an empty line where nothing is left.
        if self.around and not cst.ensure_type(tree.body[0], cst.If).body.body:
            return ""
        if not tree.body and not tree.header:
            return ""
        return text_of(tree).removesuffix(self.body).removeprefix(self.around)

    def unread(self) -> TargetError:
        """That LibCST does not read it."""
        return self.refused(
            "LibCST does not read this statement, which has to change.",
            "Write it in older syntax, or change it by hand.",
        )

    def refused(self, message: str, hint: str) -> TargetError:
        """Why it cannot be changed, with its place."""
        return TargetError(
            message, file=self.module.path, line=self.line, hint=f"{hint} Nothing was written."
        )


# Nothing changes a tree in place, and the heads of a method's implementations are often the same.
@once
def _parsed(text: str) -> tuple[cst.Module, Places]:
    tree = cst.parse_module(text)
    return tree, Places(tree)
