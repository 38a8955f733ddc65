"""From the texts that a plan has to those that are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from routeshift_codemods.formatting.blocks import Block, put_together, to_format
from routeshift_codemods.formatting.formatters import Formatter, find_formatter
from routeshift_codemods.formatting.running import formatted
from routeshift_codemods.formatting.sorting import with_sorted_imports
from routeshift_codemods.formatting.statements import parted
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
    there before stays as it was, byte for byte.

    Args:
        tree: The target, with the settings of its projects.
        drafts: The files.

    Raises:
        RouteshiftError: A formatter cannot be run, or refuses.
    """
    drafts = _sorted(tree, drafts)
    folders = dict.fromkeys(draft.path.parent for draft in drafts)
    formatters = {folder: find_formatter(tree, folder) for folder in folders}
    own = [formatters[draft.path.parent].like(draft.before) for draft in drafts]
    parts = [_parts(draft, formatter) for draft, formatter in zip(drafts, own, strict=True)]
    texts = formatted([(f, to_format(part)) for f, part in zip(own, parts, strict=True)])
    return [put_together(*row) for row in zip(parts, texts, strict=True)]


def _parts(draft: FileDraft, formatter: Formatter) -> list[str | Block]:
    """What of a draft a formatter lays out."""
    if draft.is_new and (formatter.settings is not None or not draft.before):
        return ["", Block(draft.text)]
    return parted(draft.path, draft.before, draft.text)


def _sorted(tree: Tree, drafts: Sequence[FileDraft]) -> list[FileDraft]:
    """The drafts, the imports of new files sorted as their project has them."""
    new = [draft for draft in drafts if draft.is_new]
    texts = with_sorted_imports(tree, [(draft.path, draft.text) for draft in new])
    found = {draft.path: replace(draft, text=text) for draft, text in zip(new, texts, strict=True)}
    return [found.get(draft.path, draft) for draft in drafts]
