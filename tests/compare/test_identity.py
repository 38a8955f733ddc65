"""A document is equivalent to itself, in any order of keys, under any names of components."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
from compare.documents import Document, documents, rename_components
from compare.samples import CASES
from effort import examples
from hypothesis import given, settings

from routeshift.compare import Verdict, compare, load

FILES = sorted((CASES / "specs").glob("*.json"))


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same JSON value with the keys of its objects in another order."""
    if isinstance(value, list):
        return [shuffled(item, chance) for item in value]
    if not isinstance(value, dict):
        return value
    keys = list(value)
    chance.shuffle(keys)
    return {key: shuffled(value[key], chance) for key in keys}


def renamed(document: Document) -> Document:
    """The document with every component called something else."""
    schemas = document.get("components", {}).get("schemas", {})
    names = {name: f"Zz{name[::-1]}" for name in schemas}
    return rename_components(copy.deepcopy(document), names)


def _assert_same(old: Document, new: Document, level: str) -> None:
    result = compare(old, new)
    wire = {found.verdict for found in result.findings if found.level == "wire"}
    assert wire <= {Verdict.EQUIVALENT}
    assert result.preserved(level)


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_labelled_document_is_itself(file: Any) -> None:
    """For every document of the labelled pairs, at every level that the edit leaves alone."""
    document = load(str(file)).data
    _assert_same(document, copy.deepcopy(document), "docs")
    _assert_same(document, shuffled(document, random.Random(7)), "docs")
    _assert_same(document, renamed(document), "wire")


@pytest.mark.generated
@settings(max_examples=examples(14), deadline=None)
@given(document=documents())
def test_a_generated_document_is_itself(document: Document) -> None:
    """The same for documents that nobody wrote."""
    _assert_same(document, copy.deepcopy(document), "docs")
    _assert_same(document, shuffled(document, random.Random(7)), "docs")
    _assert_same(document, renamed(document), "wire")


@pytest.mark.generated
@settings(max_examples=examples(7), deadline=None)
@given(document=documents())
def test_renamed_components_are_named_at_the_level_of_sdks(document: Document) -> None:
    """Nobody on the wire can tell; users of generated clients can."""
    result = compare(document, renamed(document))
    told = {found.rule for found in result.at("sdk")}
    assert told == {"component-renamed"}
    assert all(found.noise == "renamed component" for found in result.at("sdk"))
