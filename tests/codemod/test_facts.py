"""What an index keeps of names holds for that index alone, unless another one looks no further."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from routeshift_codemods.index import (
    Defined,
    Index,
    Module,
    Outside,
    Tree,
    children_on,
    lookup,
    parse_text,
)


def _index(folder: Path) -> tuple[Index, Module]:
    package = folder / "shop"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "names.py").write_text("class Order: ...\n")
    (package / "user.py").write_text("from shop.names import Order\nfrom more import Cart\n")
    index = Index(Tree(package))
    module = index.find("shop.user")
    assert module is not None
    return index, module


def test_a_name_is_looked_up_anew_where_files_are_laid_over(tmp_path: Path) -> None:
    index, user = _index(tmp_path)
    assert isinstance(lookup(index, user, "Order"), Defined)

    after = index.over({tmp_path / "shop" / "names.py": b"Other = 1\n"})

    assert lookup(after, user, "Order") == Outside("shop.names.Order")


@pytest.mark.parametrize(("beside", "found"), [("", Outside), ("tools", Defined)])
def test_a_name_is_looked_up_anew_where_more_folders_are_looked_in(
    tmp_path: Path, beside: str, found: type
) -> None:
    index, user = _index(tmp_path)
    more = tmp_path / "tools" / "more.py"
    more.parent.mkdir()
    more.write_text("class Cart: ...\n")
    assert isinstance(lookup(index, user, "Cart"), Outside)

    around = index.beside([tmp_path / beside / "more.py"])

    assert isinstance(lookup(around, user, "Cart"), found)


@pytest.mark.parametrize(
    "text",
    [
        "class Order: ...",
        "def make():\n\tclass Order: ...",
        "if 1: pass; x = 1\nelse:\n class Order: ...",
        "class Cart:\n    class Order: ...",
        "while 0: pass\nelse: x = 1;\\\n\nclass Order: ...",
        "try:\n  x = 1\nexcept OSError:\n  @final\n  class Order: ...",
    ],
)
def test_a_class_is_found_wherever_it_stands(text: str) -> None:
    found = parse_text(f"{text}\n", Path("shop.py"), "shop").classes
    assert "Order" in [node.name for node in found]


@pytest.mark.parametrize("line", [1, 2, 4])
def test_of_an_f_string_all_counts_whichever_of_its_lines_is_asked_for(line: int) -> None:
    """Python before 3.12 miscounts the lines inside of it."""
    tree = parse_text('show = f"""\n{first}\n\n{last}"""\nother\n', Path("shop.py"), "shop").tree
    waiting = children_on(tree, [line])
    for node, inside in waiting:
        waiting += children_on(node, inside)
    names = {node.id for node, _ in waiting if isinstance(node, ast.Name)}
    assert names - {"show"} == {"first", "last"}
