"""Documents nobody would write on purpose: one clear sentence, or a bounded result."""

from __future__ import annotations

import json
from typing import Any

import pytest
from compare.samples import document, reference

from routeshift.compare import Verdict, compare
from routeshift.compare.documents.reading import MAX_BYTES, parse
from routeshift.compare.schema.budget import STEPS_PER_OPERATION
from routeshift.errors import DocumentError

HEAD = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\n'


def _error(text: str | bytes) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        parse(text, "api.yaml")
    return caught.value


def test_json_and_yaml_read_the_same() -> None:
    """Numbers in status codes and dates are text in both."""
    found = parse(HEAD + "paths:\n  /a:\n    get:\n      responses:\n        200: {}\n", "a.yaml")
    assert found.data["paths"]["/a"]["get"]["responses"] == {"200": {}}
    assert parse(json.dumps(found.data), "a.json").data == found.data


def test_dates_stay_text() -> None:
    """YAML would make dates of them, which are no JSON values."""
    found = parse(HEAD + "paths: {}\nx-day: 2024-01-31\n", "a.yaml")
    assert found.data["x-day"] == "2024-01-31"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (HEAD + "paths: {}\npaths: {}\n", 4, "'paths' stands twice"),
        ('{"openapi": "3.1.0",\n "paths": {},\n "paths": {}}', 3, "'paths' stands twice"),
        ('{"openapi": "3.1.0",\n "paths": }', 2, "not JSON"),
        ('{"openapi": "3.1', 1, "not JSON: Unterminated string."),
        ('{"openapi"\n "3.1.0"}', 2, "not JSON: Expecting ':' delimiter."),
        (HEAD + "paths: [\n", 4, "not YAML"),
        (HEAD + "paths: &a [*a\n", 4, "not YAML"),
        ("swagger: '2.0'\npaths: {}\n", 1, "Swagger 2.0"),
        ("hello", 1, "root is not an object"),
        ("title: x\n", 1, "no `openapi` field"),
        ("openapi: 4.0.0\n", 1, "'4.0.0'"),
        (HEAD + "paths: []\n", 1, "`paths` is not an object"),
        (b"openapi: 3.1.0\ninfo: \xff", 2, "not UTF-8"),
        (HEAD + "paths: !!python/object:os.system {}\n", 3, "not YAML"),
    ],
)
def test_bad_text_is_one_sentence_with_the_line(text: Any, line: int, told: str) -> None:
    """What, where, and a way out; never a traceback."""
    error = _error(text)
    assert told in error.message
    assert (str(error.file), error.line) == ("api.yaml", line)
    assert "\n" not in str(error)


@pytest.mark.slow
def test_a_yaml_bomb_is_refused() -> None:
    """Aliases that multiply to billions of values."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert "unfolds into more than" in _error(HEAD + "\n".join(levels)).message


def test_an_anchor_that_holds_itself_is_refused() -> None:
    """A document is a tree."""
    assert "has no end: a YAML alias" in _error(HEAD + "paths: {}\nx: &a\n  b: *a\n").message


@pytest.mark.parametrize("text", ["", " \n", b"\xef\xbb\xbf"])
def test_nothing_is_no_document(text: str | bytes) -> None:
    assert _error(text).message == "The document is empty."


@pytest.mark.parametrize("depth", [1_000, 100_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    """However deep: no recursion of ours ends in a traceback."""
    text = '{"openapi": "3.1.0", "x": ' + "[" * depth + "]" * depth + "}"
    assert "levels deep" in _error(text).message
    assert "levels deep" in _error(HEAD + "x: " + "[" * depth + "]" * depth).message


def test_50_megabytes_are_the_limit() -> None:
    """A larger text is not even parsed."""
    assert "50 MB are read" in _error(" " * (MAX_BYTES + 1)).message


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("#/components/schemas/Gone", "points at nothing"),
        ("https://example.com/x.json#/X", "never fetched"),
        ("other.yaml#/X", "never fetched"),
        ("#anchor", "by anchor"),
    ],
)
def test_a_reference_that_cannot_be_followed_is_named(target: str, told: str) -> None:
    """Nothing is fetched, and nothing is guessed."""
    broken = document(sent={"$ref": target})
    with pytest.raises(DocumentError, match=told) as caught:
        compare(broken, document(sent={"type": "string"}))
    assert target in caught.value.message


def test_a_chain_of_references_without_an_end_is_named() -> None:
    """Two components that are each other."""
    loop = {"A": reference("B"), "B": reference("A")}
    with pytest.raises(DocumentError, match="never ends"):
        compare(document(sent=reference("A"), schemas=loop), document(sent={}))


def _self_union() -> dict[str, Any]:
    tree = {"anyOf": [{"type": "string"}, reference("T"), {"type": "array", "items": {}}]}
    return document(sent=reference("T"), schemas={"T": tree})


def test_a_union_of_itself_ends() -> None:
    """A union that has itself as a branch means its other branches."""
    flat = {"anyOf": [{"type": "string"}, {"type": "array"}]}
    assert compare(_self_union(), document(sent=flat)).preserved("wire", strict=True)


def test_cycles_through_everything_end() -> None:
    """Properties, items, unions, mappings and allOf, all of them back to the start."""
    node = {
        "type": "object",
        "properties": {
            "next": reference("N"),
            "many": {"type": "array", "items": reference("N")},
            "any": {"anyOf": [reference("N"), {"type": "null"}]},
            "map": {"type": "object", "additionalProperties": reference("N")},
            "all": {"allOf": [reference("N"), {"properties": {"x": reference("N")}}]},
        },
    }
    changed = {**node, "required": ["next"]}
    old = document(got=reference("N"), schemas={"N": node})
    assert compare(old, old).preserved("docs")
    assert compare(old, document(got=reference("N"), schemas={"N": changed})).findings


def _exploding(levels: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object"}
    union = [{"type": "object", "properties": {f"p{n}": {"type": "string"}}} for n in range(10)]
    schema["allOf"] = [{"anyOf": union} for _ in range(levels)]
    return document(sent=schema)


def test_a_schema_that_unfolds_without_bounds_is_undecided() -> None:
    """Ten to the tenth alternatives: said so, at once."""
    changed = _exploding(10)
    body = changed["paths"]["/items"]["post"]["requestBody"]["content"]["application/json"]
    body["schema"]["description"] = "another object"
    found = compare(_exploding(10), changed).findings
    assert [one.verdict for one in found if one.level == "wire"] == [Verdict.UNDECIDED]


def test_an_operation_has_a_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left undecided when it runs out is told, and other operations are compared."""
    assert STEPS_PER_OPERATION >= 10_000
    monkeypatch.setattr("routeshift.compare.schema.budget.STEPS_PER_OPERATION", 3)
    wide = {"type": "object", "properties": {f"p{n}": {"type": "array"} for n in range(9)}}
    old, new = document(sent=wide), document(sent={**wide, "minProperties": 1})
    extra = {"get": {"responses": {"200": {"description": "ok"}}}}
    old["paths"]["/other"] = extra
    found = {one.rule: one for one in compare(old, new).findings}
    assert found["operation-undecided"].verdict is Verdict.UNDECIDED
    assert found["operation-removed"].operations == ("GET /other",)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "pattern": "(a+)+$"},
        {"type": "string", "pattern": "(?<=a)b"},
        {"type": "string", "pattern": "["},
        {"type": "number", "multipleOf": 0},
        {"type": "integer", "minimum": "x"},
        {"type": "sometimes"},
        {"enum": []},
        {"minLength": -1},
        {"required": "a"},
        {"properties": []},
    ],
)
def test_odd_schemas_are_no_traceback(schema: dict[str, Any]) -> None:
    """A schema that a validator would refuse is compared as far as it can be."""
    odd, plain = document(sent=schema, got=schema), document(sent={"type": "string"}, got={})
    compare(odd, plain)
    compare(plain, odd)
    assert compare(odd, odd).preserved("docs")


@pytest.mark.parametrize("schema", [3, "x", [1]])
def test_a_schema_that_is_no_object_is_named(schema: Any) -> None:
    """Numbers and lists are no schemas."""
    with pytest.raises(DocumentError, match="not an object"):
        compare(document(sent={"properties": {"a": schema}}), document(sent={"type": "array"}))
