"""What `migrate` refuses it names at once, each place once."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.test_migrate import legacy, package

from routeshift.cli import run

__all__ = ["package"]


def test_what_is_declared_twice_is_told_with_all_its_places(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("first", "second", "third"):
        (package / f"{name}.py").write_text(legacy("carts").replace("Carts", name.title()))
    (package / "carts.py").unlink()
    assert run(["migrate", str(package)]) == 1
    err = capsys.readouterr().err
    assert "second.py:7: POST /v1/carts is declared twice" in err
    assert "The same is to be done at third.py:7." in err


def test_every_operation_that_cannot_be_bound_is_named(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / "orders.py").write_text(legacy("orders", "**kwargs: str"))
    (package / "carts.py").write_text(legacy("carts", "*args: str"))
    assert run(["migrate", str(package), "--write"]) == 1
    err = capsys.readouterr().err
    assert "carts.py:7: Carts.add_carts cannot be rewritten" in err
    assert "The same is to be done for Orders.add_orders (orders.py:7)." in err


def test_what_a_signature_lacks_is_named_at_once_and_each_place_once(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / "inner").mkdir()
    for file in ("orders.py", "inner/carts.py", "inner/__init__.py"):
        text = legacy("orders", "a: One, b: Two, c: Three = FOUR") if file[-4] != "_" else ""
        (package / file).write_text(text.replace("orders", Path(file).stem))
    (package / "carts.py").unlink()
    assert run(["migrate", str(package), "--write"]) == 1
    err = capsys.readouterr().err
    assert "its signature uses `FOUR`, `One`, `Three`, `Two`, which the module does not" in err
    assert err.count("inner/carts.py:7") + err.count("orders.py:7") == 2
    assert "`routeshift scan`" not in err


def test_of_many_places_the_first_are_named_and_the_rest_counted(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for at in range(12):
        (package / f"more{at}.py").write_text(legacy(f"more{at}", "a: One"))
    assert run(["migrate", str(package), "--write"]) == 1
    err = capsys.readouterr().err
    assert " and 3 more. `routeshift scan` says of each what is in the way.\n" in err
