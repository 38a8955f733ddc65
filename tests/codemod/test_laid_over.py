"""A run that proves itself sees what it would write as if it were on disk."""

from __future__ import annotations

from pathlib import Path

from routeshift_codemods.index import Index, Surroundings, Tree

PLACES = {"shop/new.py": True, "shop/build/new.py": False, "tests/test_new.py": False}


def test_files_that_would_be_written_are_looked_through_where_those_on_disk_are(
    tmp_path: Path,
) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").touch()
    laid = {tmp_path / place: b"wanted = 1\n" for place in PLACES}
    index = Index(Tree(tmp_path)).over(laid)
    found = [module.path for module in Surroundings(index, [tmp_path]).having({"wanted"})]
    assert found == [tmp_path / place for place, is_searched in PLACES.items() if is_searched]
