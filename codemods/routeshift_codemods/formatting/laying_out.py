"""From the texts that a plan has to those that are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from routeshift_codemods.formatting.blocks import Parts, put_together, to_format
from routeshift_codemods.formatting.formatters import Formatter, find_formatter
from routeshift_codemods.formatting.pragmas import with_pragmas_kept
from routeshift_codemods.formatting.running import formatted
from routeshift_codemods.formatting.sorting import with_sorted_imports
from routeshift_codemods.formatting.statements import parted
from routeshift_codemods.formatting.tabs import with_tabs
from routeshift_codemods.index import Tree


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file whose code is right, and whose layout is not settled yet.

    Attributes:
        path: Where it will stand.
        text: Its text.
        before: The text that its code comes from: its own, or of the module that it is a part of.
        is_new: Whether there is no such file yet.
    """

    path: Path
    text: str
    before: str
    is_new: bool


def laid_out(tree: Tree, drafts: Sequence[FileDraft]) -> list[str]:
    """The text of each draft, its new and changed statements laid out, its imports sorted.

    A new file is its formatter's as a whole where the target has a formatter. All else that was
    there before stays as it was, byte for byte, but for imports that others join.

    Args:
        tree: The target, with the settings of its projects.
        drafts: The files.

    Raises:
        RouteshiftError: A formatter cannot be run, or refuses.
    """
    drafts = _sorted(tree, drafts)
    batches = _batches(tree, drafts)
    texts = formatted([(batch.formatter, batch.text) for batch in batches])
    done: dict[Path, str] = {}
    for batch, text in zip(batches, texts, strict=True):
        done |= dict(zip((d.path for d in batch.drafts), batch.laid_out(text), strict=True))
    return [
        with_tabs(done[draft.path], draft.before) if draft.is_new else done[draft.path]
        for draft in drafts
    ]


@dataclass(frozen=True)
class _Batch:
    """What a formatter gets as one file: a new file as a whole, or what is new in others."""

    formatter: Formatter
    drafts: list[FileDraft]
    is_whole: bool

    @cached_property
    def _parts(self) -> list[Parts]:
        return [parted(draft.path, draft.before, draft.text) for draft in self.drafts]

    @property
    def text(self) -> str:
        """What is to be laid out."""
        return self.drafts[0].text if self.is_whole else to_format(self._parts)

    def laid_out(self, text: str) -> list[str]:
        """The text of each draft, from what the formatter has made of them."""
        # Who has set up a formatter runs it again.
        skips = self.formatter.settings is not None
        if self.is_whole:
            return [with_pragmas_kept(self.text, text, skips=skips)]
        return put_together(self._parts, text, skips=skips)


def _batches(tree: Tree, drafts: Sequence[FileDraft]) -> list[_Batch]:
    folders = dict.fromkeys(draft.path.parent for draft in drafts)
    formatters = {folder: find_formatter(tree, folder) for folder in folders}
    whole: list[_Batch] = []
    # To write and to read a file for each takes longer than to format them.
    others: dict[Formatter, _Batch] = {}
    for draft in drafts:
        formatter = formatters[draft.path.parent].like(draft.before)
        if draft.is_new and (formatter.settings is not None or not draft.before):
            whole.append(_Batch(formatter, [draft], is_whole=True))
        else:
            others.setdefault(formatter, _Batch(formatter, [], is_whole=False)).drafts.append(draft)
    return [*whole, *others.values()]


def _sorted(tree: Tree, drafts: Sequence[FileDraft]) -> list[FileDraft]:
    """The drafts, their imports sorted as their project has them, if they are new or were sorted.

    What an author has in another order stays in it.
    """
    there = [(draft.path, draft.before) for draft in drafts if not draft.is_new]
    rows = [*there, *((draft.path, draft.text) for draft in drafts)]
    texts = iter(with_sorted_imports(tree, rows))
    unsorted = {path for path, before in there if next(texts) != before}
    return [
        draft if draft.path in unsorted else replace(draft, text=text)
        for draft, text in zip(drafts, texts, strict=True)
    ]
