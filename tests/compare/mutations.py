"""Every kind of edit of known verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from compare.component_edits import COMPONENT_EDITS
from compare.documents import Document
from compare.operation_edits import OPERATION_EDITS
from compare.spellings import SPELLINGS


@dataclass(frozen=True)
class Edit:
    """One kind of edit, and what it must come to on the wire."""

    name: str
    verdict: str
    apply: Callable[[Document], bool]
    """Changes the document in place; False when there is nothing to change."""


def edits() -> list[Edit]:
    """Every kind of edit with its verdict."""
    found = []
    for name, make, sent, got in COMPONENT_EDITS:
        found.append(Edit(f"{name} (request)", sent, make("Sent")))
        found.append(Edit(f"{name} (response)", got, make("Got")))
    found += [Edit(name, "equivalent", apply) for name, apply in SPELLINGS]
    found += [Edit(name, verdict, apply) for name, verdict, apply in OPERATION_EDITS]
    return found
