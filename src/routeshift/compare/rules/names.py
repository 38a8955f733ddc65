"""Rules about names in generated clients."""

from __future__ import annotations

from routeshift.compare.records import Direction, Level, Verdict
from routeshift.compare.rules.rule import Rule

RULES = (
    Rule(
        "operation-id-changed",
        "names",
        Direction.NEITHER,
        Level.SDK,
        Verdict.BREAKING,
        "an operationId is another",
        "It is the name of the method in generated clients (legacy rule R8).",
        "`list_orders` becomes `listOrders`",
    ),
    Rule(
        "tags-changed",
        "names",
        Direction.NEITHER,
        Level.SDK,
        Verdict.BREAKING,
        "the tags of an operation are others",
        "They are the names of classes in generated clients.",
        "`[Orders]` becomes `[Shop]`",
    ),
    Rule(
        "component-renamed",
        "names",
        Direction.NEITHER,
        Level.SDK,
        Verdict.BREAKING,
        "a component has another name",
        "It is the name of a type in generated clients. On the wire it is noise.",
        "`Order` is called `ShopOrder`",
    ),
    Rule(
        "component-removed",
        "names",
        Direction.NEITHER,
        Level.SDK,
        Verdict.BREAKING,
        "a component is gone",
        (
            "A type is missing from generated clients, also when no operation referred to "
            "it (legacy rule D6)."
        ),
        "`Order` is no longer under `components.schemas`",
    ),
    Rule(
        "component-added",
        "names",
        Direction.NEITHER,
        Level.SDK,
        Verdict.COMPATIBLE,
        "a component is new",
        "A further type; nobody uses it yet.",
        "`OrderLine` is new under `components.schemas`",
    ),
    Rule(
        "title-changed",
        "names",
        Direction.NEITHER,
        Level.SDK,
        Verdict.BREAKING,
        "the title of a schema is another",
        "Generated clients take names of inline types from it.",
        "`title: Colour` becomes `title: Shade`",
    ),
    Rule(
        "title-respelled",
        "names",
        Direction.NEITHER,
        Level.SDK,
        Verdict.EQUIVALENT,
        "the title of a schema is generated, and there on one side only",
        "What pydantic derives from a field's name is noise.",
        "`title: Order Id` at `order_id`, on one side only",
    ),
    Rule(
        "discriminator-changed",
        "names",
        Direction.NEITHER,
        Level.SDK,
        Verdict.BREAKING,
        "a discriminator or its mapping is another",
        (
            "The property, or the values of the mapping. What the values are called inside "
            "is a matter of renamed components."
        ),
        "`propertyName: kind` becomes `propertyName: type`",
    ),
)
