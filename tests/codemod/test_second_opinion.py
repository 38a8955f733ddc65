"""What a type checker says of receivers that source does not tell, and what comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.index import Surroundings, run_on
from routeshift_codemods.resolve import SecondOpinion, Site, Sites, operated, take_inventory

from .language_servers import speaking
from .test_receivers import API, SERVICE

pytestmark = pytest.mark.process

CALL = "def f(x):\n    x.add('a', 2)\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with an API, its implementation, and a call that source does not tell."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "pyproject.toml").write_text("")
    (folder / "orders.py").write_text(API)
    (folder / "service.py").write_text(SERVICE)
    (folder / "calls.py").write_text(CALL)
    return folder


def sites(project: Path, opinion: SecondOpinion | None) -> list[Site]:
    """The sites of the file with calls."""

    def found(index):  # type: ignore[no-untyped-def]
        surroundings = Surroundings(index, (project,), tests=True)
        operations = operated(surroundings, take_inventory(index).legacy)
        every = Sites(surroundings, operations, opinion=opinion).all()
        return [site for site in every if site.module.path.name == "calls.py"]

    return run_on(project, found)  # type: ignore[no-any-return]


ORDERS, LOOK = "orders.py:Orders", "service.py:Look"
UNKNOWN = ("unknown", "source does not tell what it is")
ORDER = ("inferred", "ty says it is a Orders")
# What is shown and where that is defined, as ty 0.0.108 and pyrefly 1.5.0 have it.
SAID = {
    "an API": ("Orders", [ORDERS], ORDER),
    "an API, in Markdown": (
        "```python\n(parameter) x: orders.Orders\n```\n\nGo to [Orders](file:///orders.py#L5)",
        [ORDERS],
        ORDER,
    ),
    "an API, or None": ("Orders | None", [ORDERS, "types.pyi"], ORDER),
    "an API that is not false": ("(Orders & ~AlwaysFalsy) | None", [ORDERS, "types.pyi"], ORDER),
    "an implementation": (
        "Service",
        ["service.py:Service"],
        ("inferred", "ty says it is a Service"),
    ),
    "a look-alike": ("Look", [LOOK], ("no", "ty says Look.add is not the API's")),
    "the class itself": ("type[Orders]", [ORDERS], UNKNOWN),
    "the class itself, in Markdown": (
        "```python\nOrders: type[orders.Orders]\n```",
        [ORDERS],
        UNKNOWN,
    ),
    "an API or anything": ("Orders | Any", [ORDERS, "typing.pyi"], UNKNOWN),
    "an API or what is not told": (
        "```python\n(variable) x: Orders | Unknown\n```",
        [ORDERS],
        UNKNOWN,
    ),
    "an API or a look-alike": (
        "Look | Orders",
        [LOOK, ORDERS],
        ("unknown", "source does not tell what it is"),
    ),
    "something that is narrowed to an API": ("Unknown & Orders", [ORDERS], UNKNOWN),
    "what holds an API": ("list[Orders]", ["builtins.pyi"], UNKNOWN),
    "something outside of the project": ("Client", ["client.pyi"], UNKNOWN),
    "a class outside that is called the same": ("Orders", ["client.pyi"], UNKNOWN),
    "a place beside the name": ("Orders", ["orders.py:(Protocol)"], UNKNOWN),
    "a variable's own place": ("Orders", ["calls.py:x"], UNKNOWN),
    "nothing": ("Unknown", [], UNKNOWN),
    "no type": (None, None, UNKNOWN),
}


@pytest.mark.parametrize(("shown", "places", "becomes"), SAID.values(), ids=SAID)
def test_what_is_said_decides(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shown: str | None,
    places: list[str] | None,
    becomes: tuple[str, str],
) -> None:
    """Where every class of the type is one of the project's."""
    speaking(monkeypatch, tmp_path / "bin", f"answer({shown!r}, {places!r})", "ty")
    opinion = SecondOpinion("ty")
    (site,) = sites(project, opinion)
    assert (site.verdict, site.reason) == becomes
    assert (opinion.asked, len(opinion.decided)) == (1, becomes[0] != "unknown")
    assert opinion.failure == ""


def test_arguments_must_fit(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As those of what is inferred from around a call."""
    (project / "calls.py").write_text("def f(x):\n    x.add(color='red')\n")
    speaking(monkeypatch, tmp_path / "bin", f"answer('Orders', [{ORDERS!r}])", "ty")
    (site,) = sites(project, SecondOpinion("ty"))
    assert site.verdict == "unknown"
