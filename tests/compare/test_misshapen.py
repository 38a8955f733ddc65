"""Documents with any part replaced by anything: a sentence or a result, never a traceback."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterator
from typing import Any

import pytest
from compare.documents import Document, documents
from compare.samples import document
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from routeshift.compare import compare
from routeshift.errors import DocumentError

_JUNK: list[Any] = [None, True, 0, -1, 1.5, "", "x", [], {}, [None], ["a"], [[]], {"$ref": 3}]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, below in list(items):
        yield value, key
        if isinstance(below, dict | list):
            yield from _places(below)


@pytest.mark.generated
@settings(max_examples=examples(50), deadline=None)
@given(old=documents(), data=st.data())
def test_any_part_may_be_anything(old: Document, data: st.DataObject) -> None:
    """In either document, or in both."""
    new = copy.deepcopy(old)
    owner, key = data.draw(st.sampled_from(list(_places(new))))
    owner[key] = data.draw(st.sampled_from(_JUNK))
    for left, right in ((old, new), (new, old), (new, new)):
        with contextlib.suppress(DocumentError):
            compare(left, right)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"responses": []}, "responses"),
        ({"parameters": {}}, "parameters"),
        ({"requestBody": {"content": 3}}, "content"),
        ({"security": [{"key": True}]}, "key"),
        ({"parameters": [{"name": "a", "in": []}]}, "in"),
    ],
)
def test_the_place_is_named(change: dict[str, Any], place: str) -> None:
    """As keys from the root."""
    with pytest.raises(DocumentError, match=rf"`paths → /items → post → .*{place}` is not "):
        compare(document(operation=change), document())
