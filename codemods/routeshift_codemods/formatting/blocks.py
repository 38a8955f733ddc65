"""New statements as a formatter gets them: of one file together, without what is between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from routeshift_codemods.edit import indentation
from routeshift_codemods.formatting.pragmas import with_pragmas_kept


@dataclass(frozen=True, slots=True)
class Block:
    """Statements side by side.

    Attributes:
        code: Their lines.
        above: What each statement around them is indented by.
        body: What stands for the body of the last one, where that is left out.
        is_elif: Whether they start with a branch of another statement.
    """

    code: str
    above: tuple[str, ...] = ()
    body: str = ""
    is_elif: bool = False

    @property
    def alone(self) -> str:
        """The code, and lines that stand for what is around it."""
        return "".join(f"{line}\n" for line in self._front) + self.code + self.body

    @property
    def _front(self) -> list[str]:
        around = [f"{indent}if 1:" for indent in self.above]
        indent = indentation(self.code)
        return [*around, f"{indent}if 1:", f"{indent} pass"] if self.is_elif else around

    def laid_out(self, text: str, *, skips: bool) -> str:
        """The code in the layout that a formatter gave to `alone`.

        Between statements that stay it can only stand as deep as they do.

        Args:
            text: What the formatter has made of it.
            skips: Whether formatters are told to leave a line that must not be broken.
        """
        lines = text.strip("\n").split("\n")
        code = "\n".join(lines[len(self._front) : len(lines) - self.body.count("\n")])
        code = with_pragmas_kept(self.code, code.strip("\n") + "\n", skips=skips)
        return code if indentation(code) == indentation(self.code) else self.code


# A text: what was there, and what is new.
Parts = Sequence[str | Block]


def to_format(files: Sequence[Parts]) -> str:
    """What a formatter is to lay out of some files, all in one.

    Args:
        files: Their texts in parts.
    """
    mark = _mark(files)
    return "".join(f"{mark}{block.alone}" for block in _blocks(files))


def put_together(files: Sequence[Parts], formatted: str, *, skips: bool) -> list[str]:
    """The texts with what a formatter has laid out.

    Args:
        files: The texts in parts.
        formatted: What the formatter has made of `to_format`.
        skips: Whether formatters are told to leave a line that must not be broken.
    """
    _, *texts = formatted.split(_mark(files))
    new = iter(texts)
    return ["".join(_laid_out(part, new, skips) for part in parts) for parts in files]


def _mark(files: Sequence[Parts]) -> str:
    """What stands before each block: a statement, for a comment might get another place.

    It is none that a user's text has, which would be taken for it.
    """
    mark = "__the_next_one__\n"
    while any(mark in block.code for block in _blocks(files)):
        mark = f"_{mark}"
    return mark


def _blocks(files: Sequence[Parts]) -> Iterator[Block]:
    return (part for parts in files for part in parts if isinstance(part, Block))


def _laid_out(part: str | Block, new: Iterator[str], skips: bool) -> str:
    return part.laid_out(next(new), skips=skips) if isinstance(part, Block) else part
