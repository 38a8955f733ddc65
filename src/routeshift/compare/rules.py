"""The table of rules: what each id means, at which level, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from routeshift.compare.records import Level


@dataclass(frozen=True, slots=True)
class Rule:
    """One documented kind of finding.

    Args:
        id: The stable id.
        level: Who can tell.
        title: What it says, without the particulars.
        page: The page under docs/compare that documents it.
    """

    id: str
    level: Level
    title: str
    page: str

    @property
    def url(self) -> str:
        """The page with the rule's anchor, relative to the documentation's root."""
        return f"docs/compare/{self.page}#{self.id}"


_FAMILIES = {
    "request": "the request body",
    "parameter": "a parameter",
    "response": "the response body",
    "header": "a response header",
}
_CHANGES = {
    "type-narrowed": "a type of value is no longer in {of}",
    "type-widened": "{of} takes a further type of value",
    "values-narrowed": "listed values are gone from {of}",
    "values-widened": "{of} has further listed values",
    "constraint-narrowed": "a constraint on {of} is tighter",
    "constraint-widened": "a constraint on {of} is looser",
    "content-changed": "text in {of} carries another content type or encoding",
    "property-required": "a property of {of} must now be there",
    "property-optional": "a property of {of} may now be missing",
    "property-added": "{of} declares a further property",
    "property-removed": "{of} no longer declares a property",
    "object-closed": "an object in {of} is closed to undeclared properties",
    "object-opened": "an object in {of} is open to undeclared properties",
    "branch-narrowed": "a branch of a union in {of} is gone or narrower",
    "branch-widened": "a union in {of} has a further or wider branch",
    "default-changed": "a default in {of} is another",
    "conditions-narrowed": "a condition on {of} (not, if, contains, oneOf...) is tighter",
    "conditions-widened": "a condition on {of} (not, if, contains, oneOf...) is looser",
    "respelled": "{of} is the same, spelled differently",
}
_ORDINARY = {
    "operations": {
        "operation-removed": (Level.WIRE, "an operation is gone"),
        "operation-added": (Level.WIRE, "an operation is new"),
        "operation-moved": (Level.WIRE, "an operation is at another path"),
        "operation-undecided": (Level.WIRE, "the budget of an operation ran out"),
        "webhook-removed": (Level.WIRE, "a webhook is gone"),
        "webhook-added": (Level.WIRE, "a webhook is new"),
        "security-narrowed": (Level.WIRE, "a way to authenticate is gone, or one is now demanded"),
        "security-widened": (Level.WIRE, "a further way to authenticate, or none is demanded"),
        "sunset-broken": (Level.WIRE, "a promised date of removal came nearer, or is unreadable"),
        "servers-changed": (Level.DOCS, "the list of servers is another"),
        "deprecation-changed": (Level.SDK, "something became deprecated, or no longer is"),
    },
    "parameters": {
        "parameter-removed": (Level.WIRE, "a parameter is no longer read"),
        "parameter-added": (Level.WIRE, "an optional parameter is new"),
        "parameter-required": (Level.WIRE, "a parameter must now be sent"),
        "parameter-optional": (Level.WIRE, "a parameter need not be sent any more"),
        "parameter-style-changed": (Level.WIRE, "a parameter is written in another way"),
        "parameter-renamed": (Level.SDK, "a path parameter has another name"),
    },
    "bodies": {
        "request-body-removed": (Level.WIRE, "the request body is no longer read"),
        "request-body-added": (Level.WIRE, "an optional request body is new"),
        "request-body-required": (Level.WIRE, "the request body must now be sent"),
        "request-body-optional": (Level.WIRE, "the request body need not be sent any more"),
        "request-media-type-removed": (Level.WIRE, "a media type of the request is gone"),
        "request-media-type-added": (Level.WIRE, "the request takes a further media type"),
        "response-status-removed": (Level.WIRE, "a status code is gone"),
        "response-status-added": (Level.WIRE, "a status code is new"),
        "response-body-removed": (Level.WIRE, "a response has no body any more"),
        "response-body-added": (Level.WIRE, "a response has a body now"),
        "response-media-type-removed": (Level.WIRE, "a media type of the response is gone"),
        "response-media-type-added": (Level.WIRE, "the response has a further media type"),
        "response-header-removed": (Level.WIRE, "a response header is gone"),
        "response-header-added": (Level.WIRE, "a response header is new"),
        "response-header-required": (Level.WIRE, "a response header is now always there"),
        "response-header-optional": (Level.WIRE, "a response header may now be missing"),
        "part-encoding-changed": (Level.WIRE, "a part of a form is encoded in another way"),
        "stream-respelled": (Level.WIRE, "the items of a stream are declared in another way"),
    },
    "names": {
        "operation-id-changed": (Level.SDK, "an operationId is another"),
        "tags-changed": (Level.SDK, "the tags of an operation are others"),
        "component-renamed": (Level.SDK, "a component has another name"),
        "component-removed": (Level.SDK, "a component is gone"),
        "component-added": (Level.SDK, "a component is new"),
        "title-changed": (Level.SDK, "the title of a schema is another"),
        "discriminator-changed": (Level.SDK, "a discriminator or its mapping is another"),
    },
    "texts": {
        "summary-changed": (Level.DOCS, "a summary is another"),
        "description-changed": (Level.DOCS, "a description is another"),
        "example-changed": (Level.DOCS, "an example is another"),
        "info-changed": (Level.DOCS, "the title, version or description of the API is another"),
        "extension-changed": (Level.DOCS, "a vendor extension is another"),
    },
    "accepting": {
        "accept-stale": (Level.DOCS, "an accept entry covers nothing"),
        "accept-expired": (Level.DOCS, "an accept entry has expired"),
    },
}


def _table() -> dict[str, Rule]:
    ordinary = {
        name: Rule(name, level, title, f"{page}.md")
        for page, rows in _ORDINARY.items()
        for name, (level, title) in rows.items()
    }
    schemas = {
        f"{family}-{change}": Rule(
            f"{family}-{change}", Level.WIRE, title.format(of=words), "schemas.md"
        )
        for family, words in _FAMILIES.items()
        for change, title in _CHANGES.items()
    }
    return ordinary | schemas


RULES: dict[str, Rule] = _table()
"""Every rule by its id."""
