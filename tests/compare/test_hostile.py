"""Documents made to exhaust: one child process, with little memory and time, compares them all."""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from compare.samples import document, reference

from routeshift.compare import compare
from routeshift.compare.records import LARGEST_WITNESS
from routeshift.errors import DocumentError

MEMORY = 500_000_000
SECONDS_EACH = 10

_Pair = tuple[dict[str, Any], dict[str, Any]]


def both(old: Any, new: Any) -> _Pair:
    """Two documents that send and get a schema."""
    return document(sent=old, got=old), document(sent=new, got=new)


def layers(levels: int, kinds: tuple[str, ...], leaf: str) -> dict[str, Any]:
    """Components that combine the one below with itself, all the way down to a type."""
    schemas: dict[str, Any] = {"A0": {"type": leaf}}
    for level in range(1, levels + 1):
        below = reference(f"A{level - 1}")
        kind = kinds[level % len(kinds)]
        twice = {"a": below, "b": below} if kind == "properties" else [below, below]
        schemas[f"A{level}"] = {kind: twice, "required": ["a", "b"]}
        if kind != "properties":
            del schemas[f"A{level}"]["required"]
    return document(sent=reference(f"A{levels}"), got=reference(f"A{levels}"), schemas=schemas)


def circle(size: int, kinds: tuple[str, ...], changed: int | None = None) -> dict[str, Any]:
    """One strongly connected component of schemas that refer to each other in several ways.

    Args:
        size: How many schemas there are.
        kinds: The keywords they refer by.
        changed: The schema that has a property of another type.
    """
    chance = random.Random(1)
    schemas: dict[str, Any] = {}
    for number in range(size):
        others = [reference(f"S{chance.randrange(size)}") for _ in range(4)]
        properties = {
            "id": {"type": "integer" if number == changed else "string"},
            "next": reference(f"S{(number + 1) % size}"),
            "many": {"type": "array", "items": others[0]},
        }
        schemas[f"S{number}"] = {"type": "object", "properties": properties}
        for kind in kinds:
            if chance.random() < 0.5:
                schemas[f"S{number}"][kind] = others[1 : chance.randrange(2, 5)]
    found = document(sent=reference("S0"), got=reference("S1"), schemas=schemas)
    for number in range(0, size, 10):
        one = document(sent=reference(f"S{number}"), got=reference(f"S{(number * 7) % size}"))
        found["paths"][f"/p{number}"] = one["paths"]["/items"]
    return found


def _not(levels: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "maxLength": 3}
    for level in range(levels):
        schema = {"not": {"anyOf": [schema, {"type": "object", "required": [f"k{level}"]}]}}
    return schema


def _nested(levels: int, leaf: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": leaf}
    for _ in range(levels):
        schema = {"type": "array", "minItems": 1000, "items": schema}
    return schema


def _fan(leaf: str) -> dict[str, Any]:
    names = list("abcdefgh")
    schemas: dict[str, Any] = {"R13": {"type": leaf}}
    for level in range(13):
        below = dict.fromkeys(names, reference(f"R{level + 1}"))
        schemas[f"R{level}"] = {"type": "object", "required": names, "properties": below}
    return document(sent=reference("R0"), got=reference("R0"), schemas=schemas)


def _many(count: int, kind: str) -> dict[str, Any]:
    return {"type": "object", "properties": {f"p{n}": {"type": kind} for n in range(count)}}


_LIMITS: list[tuple[str, str, Any, Any]] = [
    ("array", "minItems", 10**9, 2 * 10**9),
    ("array", "maxItems", 10**9, 2**63),
    ("array", "minItems", 2**64, 2**65),
    ("string", "minLength", 10**12, 2**63),
    ("string", "maxLength", 10**12, 2**64),
    ("object", "minProperties", 10**9, 2**63),
    ("number", "maximum", 10**400, 10**401),
    ("integer", "maximum", 10**400, 10**401),
    ("integer", "exclusiveMinimum", -(10**400), 1e308),
    ("number", "multipleOf", 1e-300, 3e-300),
]
_PATTERNS = (
    "(a+)+$",
    "a{1000000000}",
    "((a{100}){100}){100}",
    "[\\u0000-\\uffff]{10000}",
    "a" * 100_000,
    "(" * 5_000 + "a" + ")" * 5_000,
    "(?=.*a)(?=.*b)" + "x" * 50,
    "\ud800",
)


def _limits() -> dict[str, _Pair]:
    found = {}
    for number, (kind, key, least, other) in enumerate(_LIMITS):
        name = f"{key} {number}"
        one, two = {"type": kind, key: least}, {"type": kind, key: other}
        found[f"{name} against none"] = both(one, {"type": kind})
        found[f"none against {name}"] = both({"type": kind}, one)
        found[f"{name} against another"] = both(one, two)
        found[f"{name} against a type"] = both(one, {"type": "boolean"})
    return found


def _texts() -> dict[str, _Pair]:
    found = {}
    for number, pattern in enumerate(_PATTERNS):
        one = {"type": "string", "pattern": pattern}
        found[f"pattern {number}"] = both(one, {"type": "string", "pattern": pattern + "b?"})
        long = {**one, "minLength": 10**9}
        found[f"pattern {number} of a long text"] = both(long, one)
        names = {"type": "object", "patternProperties": {pattern: {"type": "string"}}}
        found[f"pattern {number} of names"] = both(names, _many(3, "integer"))
    return found


def cases() -> dict[str, _Pair]:
    """Pairs of documents by name."""
    listed = [f"v{number}" for number in range(100_000)]
    found = {
        f"{' and '.join(kinds)} {levels} deep": (
            layers(levels, kinds, "string"),
            layers(levels, kinds, "integer"),
        )
        for kinds in (("allOf",), ("anyOf",), ("oneOf",), ("properties",), ("allOf", "anyOf"))
        for levels in (30, 60)
    }
    for kinds in ((), ("oneOf",), ("allOf",), ("allOf", "oneOf", "anyOf")):
        name = f"458 schemas in a circle, by {', '.join(kinds) or 'properties'}"
        found[name] = (circle(458, kinds), circle(458, kinds, changed=200))
    found |= {
        "lists of lists": both(_nested(4, "string"), _nested(4, "integer")),
        "required in all directions": (_fan("string"), _fan("integer")),
        "not 60 deep": both(_not(60), _not(59)),
        "a long enum": both({"enum": listed}, {"enum": listed[1:]}),
        "a long constant": both({"const": "x" * 10**6}, {"const": "y" * 10**6}),
        "many properties": both(_many(20_000, "string"), _many(20_000, "integer")),
        "a deep enum": both({"enum": [_not(60)]}, {"enum": [_not(59)]}),
        "long unique lists": both(
            {"type": "array", "minItems": 10**6, "uniqueItems": True},
            {"type": "array", "minItems": 10**6 + 1, "uniqueItems": True},
        ),
    }
    return found | _limits() | _texts()


def main() -> None:
    """Compare each pair, and print what came of it as JSON, a line a pair."""
    made = cases()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name, pair in made.items():
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + 3 * SECONDS_EACH
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        print(json.dumps(name), end=" ", flush=True)
        try:
            found = compare(*pair).findings
            sizes = [len(json.dumps(one.witness.payload)) for one in found if one.witness]
            told = {"rules": sorted({one.rule for one in found}), "largest": max(sizes, default=0)}
        except DocumentError as error:
            told = {"error": error.message}
        told["peak"] = _peak()
        print(json.dumps(told), flush=True)


def _peak() -> int:
    """The most memory that this program has had, in bytes.

    `ru_maxrss` counts what the process that started it had, too: here a whole run of tests.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    rows = dict(row.split(":", 1) for row in status.read_text().splitlines())
    return int(rows["VmHWM"].split()[0]) * 1024


@pytest.mark.process
@pytest.mark.long
def test_no_document_takes_the_process_along() -> None:
    """In 500 MB, and far less than a minute each: a finding or a sentence, never an abort."""
    code = "from compare.test_hostile import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[1],
        env={"PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert done.returncode == 0, f"{lines[-1:]} {done.stderr[-2000:]}"
    assert not done.stderr
    for line in lines:
        name, _, told = line.partition(" {")
        result = json.loads("{" + told)
        assert result.get("error") or result["rules"], name
        assert result.get("largest", 0) <= LARGEST_WITNESS, name
        assert result["peak"] < MEMORY, name


def test_what_cannot_be_brought_into_normal_form_is_never_passed_over() -> None:
    """A change below it, however far, is undecided and not silently equal."""
    kinds = ("anyOf", "allOf", "oneOf")
    found = compare(circle(40, kinds), circle(40, kinds, changed=20))
    assert not found.preserved()
    assert compare(circle(40, kinds), circle(40, kinds)).preserved("docs")


@pytest.mark.parametrize("number", [1e400, -1e400, float("nan"), 10**1001])
def test_a_number_that_json_has_not_is_named(number: Any) -> None:
    """With the place where it stands."""
    with pytest.raises(DocumentError, match=r"schema/maximum (is|has more than) "):
        compare(document(sent={"maximum": number}), document())


def test_keys_of_python_are_text() -> None:
    """As YAML reads `200:`, the key is a number."""
    old = document()
    old["paths"]["/items"]["post"]["responses"] = {200: {"description": "ok"}}
    assert compare(old, document()).preserved("docs")


@pytest.mark.parametrize("index", ["9" * 5_000, "²", "1"])
def test_an_index_behind_the_end_of_a_list_is_named(index: str) -> None:
    """However it is written."""
    broken = document(sent={"$ref": f"#/x-list/{index}"}, **{"x-list": [{}]})
    with pytest.raises(DocumentError, match="points at nothing"):
        compare(broken, broken)
