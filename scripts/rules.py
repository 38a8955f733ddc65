"""Write the pages of the rules, docs/compare/*.md, from the table in routeshift.compare.rules."""

from __future__ import annotations

from pathlib import Path

from routeshift.compare.records import Direction
from routeshift.compare.rules import CHANGES, FAMILIES, RULES, Rule

PAGES = Path(__file__).parents[1] / "docs" / "compare"
TITLES = {
    "operations": "Operations",
    "parameters": "Parameters",
    "bodies": "Bodies and responses",
    "names": "Names in generated clients",
    "texts": "Texts",
}
SCHEMAS = """# Schemas

The same changes exist for request bodies (`request-…`), parameters (`parameter-…`), response
bodies (`response-…`) and response headers (`response-header-…`). Parameters are requests and
headers are responses; both travel as text, so `null` cannot be sent in them and every number is a
string too. A webhook's request is what the server sends: there the columns change places.
"""


def pages() -> dict[str, str]:
    """The text of each page by its name."""
    found = {about: "\n".join([f"# {title}\n", *_rules(about)]) for about, title in TITLES.items()}
    found["schemas"] = "\n".join([SCHEMAS, *map(_change, (change.id for change in CHANGES))])
    head = (PAGES / "accepting.md").read_text("utf-8").partition("\n## ")[0]
    found["accepting"] = "\n".join([head + "\n", *_rules("accepting")]).replace("\n\n\n", "\n\n")
    return {name: text.rstrip() + "\n" for name, text in found.items()}


def _rules(about: str) -> list[str]:
    return [
        f"## {rule.id}\n\nLevel {rule.level}, {rule.verdict}: {rule.sentence}. {rule.why}\n\n"
        f"For example: {rule.example}.\n"
        for rule in RULES.values()
        if rule.about == about
    ]


def _change(change: str) -> str:
    rules = [RULES[name] for family in FAMILIES if (name := f"{family}-{change}") in RULES]
    anchors = "\n".join(f'<a id="{rule.id}"></a>' for rule in rules)
    cells = [_verdict(rules, direction) for direction in (Direction.REQUEST, Direction.RESPONSE)]
    table = "| in a request or parameter | in a response or header |\n|---|---|\n"
    return (
        f"## {change}\n\n{anchors}\n\n{rules[0].why}\n\nFor example: {rules[0].example}.\n\n"
        f"{table}| {cells[0]} | {cells[1]} |\n"
    )


def _verdict(rules: list[Rule], direction: Direction) -> str:
    named = (rule.at(direction) for rule in rules if rule.direction is direction)
    return next((str(verdict) for verdict in named), "not seen")


if __name__ == "__main__":
    for name, text in pages().items():
        (PAGES / f"{name}.md").write_text(text, "utf-8")
