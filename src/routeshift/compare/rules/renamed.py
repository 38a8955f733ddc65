"""Ids of earlier versions, so that an entry of an accept file is told its new one."""

from __future__ import annotations

from routeshift.compare.rules.schemas import CHANGES
from routeshift.compare.rules.table import FAMILIES, RULES

RENAMED = {
    # Request headers are parameters: the old ids did not say which headers they meant.
    f"header-{change.id}": f"response-header-{change.id}"
    for change in CHANGES
    if f"response-header-{change.id}" in RULES
}
"""Ids of earlier versions that are no ids any more, with those that took their place."""

NARROWED = {
    "operation-moved": ("operation-moved-on-purpose",),
    "parameter-required": ("required-parameter-added",),
    "request-body-required": ("required-request-body-added",),
    "response-header-removed": ("response-optional-header-removed",),
    "response-status-removed": ("response-error-status-removed",),
    "title-changed": ("title-respelled",),
} | {
    f"{family}-{old}": tuple(f"{family}-{new}" for new in added if f"{family}-{new}" in RULES)
    for family in FAMILIES
    for old, added in {
        "content-changed": ("content-added", "content-removed"),
        "default-changed": ("default-added",),
        "property-added": ("property-added-to-closed-object",),
        "property-optional": ("property-removed",),
        "property-removed": ("optional-property-removed",),
        "property-required": ("required-property-added",),
    }.items()
}
"""Ids that say less than they did in earlier versions, with the ids for what they left."""
