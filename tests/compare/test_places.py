"""Everything that an operation is made of: where it is looked for, and what is said about it."""

from __future__ import annotations

from typing import Any

import pytest
from compare.samples import document, reference

from routeshift.compare import Comparison, compare


def rules(result: Comparison, level: str = "wire") -> set[str]:
    """The rules of a level, noise left aside."""
    return {one.rule for one in result.findings if one.level == level and not one.noise}


def _tagged(names: list[str], prefix: str = "", keyword: str = "oneOf") -> dict[str, Any]:
    schemas = {
        f"{prefix}{name}": {
            "type": "object",
            "properties": {"kind": {"const": name}, f"of_{name}": {"type": "string"}},
            "required": ["kind"],
        }
        for name in names
    }
    union = {keyword: [reference(f"{prefix}{name}") for name in names]}
    return document(got={"type": "array", "items": union}, schemas=schemas)


def test_branches_of_tagged_unions_are_paired_by_their_tags() -> None:
    """In another order, under other names: nobody can tell on the wire."""
    old, new = _tagged(["cat", "dog", "fox"]), _tagged(["fox", "cat", "dog"], "New", "anyOf")
    assert compare(old, new).preserved("wire", strict=True)


def test_a_branch_that_comes_back_anew_breaks() -> None:
    """And the witness has the new tag."""
    found = compare(_tagged(["cat", "dog"]), _tagged(["cat", "dog", "fox"])).at("wire")
    assert [one.rule for one in found] == ["response-branch-widened"]
    assert found[0].witness is not None
    assert found[0].witness.payload == [{"kind": "fox"}]


def test_inheritance_means_its_properties() -> None:
    """allOf with a base, against one flat object."""
    base = {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}
    derived = {"allOf": [reference("Base"), {"properties": {"x": {"type": "integer"}}}]}
    flat = {**base, "properties": {**base["properties"], "x": {"type": "integer"}}}
    old = document(sent=reference("D"), schemas={"Base": base, "D": derived})
    new = document(sent=reference("D"), schemas={"D": flat})
    assert compare(old, new).preserved("wire", strict=True)
    flat["required"] = ["id", "x"]
    assert rules(compare(old, new)) == {"request-property-required"}


def _stream(media: dict[str, Any]) -> dict[str, Any]:
    found = document()
    answer = found["paths"]["/items"]["post"]["responses"]["200"]
    answer["content"] = {"text/event-stream": media}
    return found


def test_a_stream_is_its_items() -> None:
    """However they are declared; and a change of the items is a change."""
    item = {"type": "object", "properties": {"delta": {"type": "string"}}}
    event = {
        "type": "object",
        "properties": {
            "data": {
                "type": "string",
                "contentMediaType": "application/json",
                "contentSchema": item,
            }
        },
    }
    plain, items, events = (
        _stream({"schema": item}),
        _stream({"itemSchema": item}),
        _stream({"itemSchema": event}),
    )
    for one in (items, events):
        result = compare(plain, one)
        assert result.preserved("wire", strict=True)
        assert "stream-respelled" in {found.rule for found in result.findings}
    changed = _stream({"itemSchema": {**item, "required": ["delta"]}})
    assert rules(compare(changed, plain)) == {"response-property-optional"}


def test_binary_files_are_spelled_in_two_ways() -> None:
    """The format of 3.0 and early FastAPI, and the media type of newer ones."""
    old, new = (
        document(sent={"type": "object", "properties": {"file": {"type": "string", **one}}})
        for one in ({"format": "binary"}, {"contentMediaType": "application/octet-stream"})
    )
    result = compare(old, new)
    assert result.preserved("wire", strict=True)
    assert {one.noise for one in result.findings} == {"binary format against contentMediaType"}


def _webhook(sent: dict[str, Any]) -> dict[str, Any]:
    found = document(sent=sent)
    found["webhooks"] = {"paid": found.pop("paths")["/items"]}
    return found


def test_a_webhook_goes_the_other_way() -> None:
    """What the server sends may lose a branch, and may not gain one."""
    text, more = _webhook({"type": "string"}), _webhook({"type": ["string", "null"]})
    assert compare(more, text).preserved("wire")
    assert rules(compare(text, more)) == {"request-type-widened"}
    assert not compare(text, more).preserved("wire")
    assert rules(compare(text, {**document(), "paths": {}})) == {"webhook-removed"}


def _with_header(header: dict[str, Any] | None) -> dict[str, Any]:
    found = document()
    answer = found["paths"]["/items"]["post"]["responses"]["200"]
    answer["headers"] = {} if header is None else {"X-Total": header}
    return found


@pytest.mark.parametrize(
    ("old", "new", "rule", "kept"),
    [
        ({"required": True}, None, "response-header-removed", False),
        ({}, None, "response-optional-header-removed", True),
        (None, {}, "response-header-added", True),
        ({"required": True}, {}, "response-header-optional", False),
        ({}, {"required": True}, "response-header-required", True),
        (
            {"schema": {"type": "integer"}},
            {"schema": {"type": "string"}},
            "response-header-type-widened",
            False,
        ),
    ],
)
def test_response_headers(old: Any, new: Any, rule: str, kept: bool) -> None:
    """What was always there must stay, and keep its type."""
    result = compare(_with_header(old), _with_header(new))
    assert rules(result) == {rule}
    assert result.preserved("wire") is kept


_SCHEMES = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "K"}}}


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ([], [{"key": []}], False),
        ([{"key": []}], [], True),
        ([{"key": []}], [{"key": []}, {}], True),
        ([{"key": []}, {}], [{"key": []}], False),
        ([{"key": ["a"]}], [{"key": ["a", "b"]}], False),
        ([{"key": ["a", "b"]}], [{"key": ["a"]}], True),
    ],
)
def test_security(old: Any, new: Any, kept: bool) -> None:
    """Whoever could call must still be able to."""
    left, right = (document(security=one, components=_SCHEMES) for one in (old, new))
    assert compare(left, right).preserved("wire") is kept


def test_one_way_properties() -> None:
    """readOnly properties do not travel to the server, writeOnly ones do not come back."""
    item = {
        "type": "object",
        "properties": {"id": {"type": "string", "readOnly": True}, "a": {"type": "string"}},
        "required": ["id"],
    }
    bare = {"type": "object", "properties": {"a": {"type": "string"}}}
    assert compare(document(sent=item), document(sent=bare)).preserved("wire", strict=True)
    assert not compare(document(got=item), document(got=bare)).preserved("wire")


def test_one_cause_is_one_finding() -> None:
    """A component that three operations send and receive, changed at one place."""

    def shared(kind: str) -> dict[str, Any]:
        item = {"type": "object", "properties": {"price": {"type": kind}}}
        found = document(
            sent=reference("Item"),
            got={"type": "array", "items": reference("Item")},
            schemas={"Item": item},
        )
        for path in ("/a", "/b"):
            found["paths"][path] = found["paths"]["/items"]
        return found

    found = compare(shared("integer"), shared("string")).at("wire")
    assert [(one.rule, len(one.operations)) for one in found] == [
        ("request-type-narrowed", 3),
        ("response-type-widened", 3),
    ]
    assert {str(one.place) for one in found} == {"Item.price"}


def test_a_text_is_one_cause_whichever_way_it_is_read() -> None:
    """FastAPI writes that of a parameter beside its schema and into it."""

    def one(text: str) -> dict[str, Any]:
        model = {"type": "object", "description": text}
        parameter = {"name": "q", "in": "query", "description": text}
        parameter["schema"] = {"type": "string", "description": text}
        return document(
            sent=reference("Item"),
            got=reference("Item"),
            schemas={"Item": model},
            operation={"parameters": [parameter]},
        )

    found = compare(one("old"), one("new")).findings
    assert [str(finding.place) for finding in found] == ["Item", "query parameter q"]


def test_a_prefix_is_one_cause() -> None:
    """Every operation moved, and nothing else is said about any of them."""
    old, new = document(), document(path="/v2/items")
    for one, start in ((old, ""), (new, "/v2")):
        one["paths"][f"{start}/more"] = one["paths"][f"{start}/items"]
    found = compare(old, new).at("wire")
    assert [(one.rule, len(one.operations)) for one in found] == [("operation-moved", 2)]


def test_what_asks_nothing_of_anybody_is_one_change_in_all_operations_where_it_is_the_same() -> (
    None
):
    """A status that a server documents from now on. What is gone may break each of them."""

    def documented(**statuses: dict[str, Any]) -> dict[str, Any]:
        found = document()
        for path in ("/a", "/b", "/c"):
            told = {"200": {"description": "ok"}, "201": statuses.get(path[1:])}
            responses = {status: said for status, said in told.items() if said}
            found["paths"][path] = {"get": {"responses": responses}}
        return found

    made, kept = {"description": "made"}, {"description": "kept"}
    new = documented(a=made, b=made, c=kept)
    assert [one.operations for one in compare(documented(), new).findings] == [
        ("GET /a", "GET /b"),
        ("GET /c",),
    ]
    assert len(compare(new, documented()).findings) == 3


def test_a_route_map_is_believed() -> None:
    """What moved on purpose is compared where it is now."""
    old, new = document(sent={"type": "string"}), document(sent={}, path="/b", method="put")
    assert not compare(old, new).preserved("wire")
    moved = compare(old, new, routes={"POST /items": "PUT /b"})
    assert moved.preserved("wire")
    assert rules(moved) == {"operation-moved-on-purpose", "request-type-widened"}


@pytest.mark.parametrize(
    ("old", "new", "noise"),
    [
        (
            {"anyOf": [{"type": "string"}, {"type": "null"}]},
            {"type": ["string", "null"]},
            "anyOf null against type list",
        ),
        ({"const": "a"}, {"enum": ["a"]}, "const against one-value enum"),
        ({"allOf": [{"type": "string"}]}, {"type": "string"}, "allOf against nothing"),
    ],
)
def test_noise_has_a_name(old: Any, new: Any, noise: str) -> None:
    """It is told, proven equivalent, and never fails a check."""
    result = compare(document(sent=old), document(sent=new))
    assert {one.noise for one in result.findings} == {noise}
    assert result.preserved("docs", strict=True)
