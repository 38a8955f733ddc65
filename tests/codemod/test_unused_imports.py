"""Imports that only the old signatures used go, and no others."""

from __future__ import annotations

from pathlib import Path

from .test_repository import SERVICE, indented, migrated


def test_an_import_that_only_a_signature_used_goes(tmp_path: Path) -> None:
    (tmp_path / "kinds.py").write_text("Name = str\nLine = str\n")
    service = SERVICE.format(body=indented("return name")).replace("name: str,", "name: Name,")
    service = service.replace("from shop_api", "from kinds import Line, Name\nfrom shop_api", 1)
    migrated(tmp_path, {"shop.py": service + "\nOTHER = Line\n"})
    assert "from kinds import Line\n" in (tmp_path / "shop.py").read_text()


def test_an_import_that_goes_leaves_no_gap(tmp_path: Path) -> None:
    (tmp_path / "kinds.py").write_text("Name = str\n")
    service = SERVICE.format(body=indented("return name")).replace("name: str,", "name: Name,")
    head = "import os\nfrom kinds import Name\nimport sys\n\n"
    migrated(tmp_path, {"shop.py": head + service})
    assert (tmp_path / "shop.py").read_text().startswith("import os\nimport sys\n\n")


def test_an_import_that_only_a_new_statement_uses_stays(tmp_path: Path) -> None:
    # An own default stands in the body afterwards.
    service = SERVICE.format(body="        return name").replace(
        "count: int = 1", "count: int = MOST"
    )
    service = service.replace("{{", "{").replace("}}", "}")
    files = {"shop/service.py": f"from shop.limits import MOST\n{service}"}
    migrated(tmp_path, {**files, "shop/limits.py": "MOST = 9\n"})
    text = (tmp_path / "shop/service.py").read_text()
    assert "from shop.limits import MOST\n" in text
    assert "else MOST\n" in text


def test_an_import_that_another_module_takes_stays(tmp_path: Path) -> None:
    service = SERVICE.format(body=indented("return name")).replace("name: str,", "name: Name,")
    service = service.replace("from shop_api", "from kinds import Name\nfrom shop_api", 1)
    files = {"shop.py": service, "kinds.py": "Name = str\n", "other.py": "from shop import Name\n"}
    migrated(tmp_path, files)
    assert "from kinds import Name\n" in (tmp_path / "shop.py").read_text()
