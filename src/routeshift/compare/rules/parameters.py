"""Rules about parameters: whether they are read, whether they must be sent, how."""

from __future__ import annotations

from routeshift.compare.records import Direction, Level, Verdict
from routeshift.compare.rules.rule import Rule

RULES = (
    Rule(
        "parameter-removed",
        "parameters",
        Direction.REQUEST,
        Level.WIRE,
        Verdict.BREAKING,
        "a parameter is no longer read",
        (
            "The server no longer reads what a client sends, or reads it from another "
            "place. There is no payload to show it: most servers ignore what they do not "
            "know, which is how `?limit=5` silently stops limiting."
        ),
        "`?limit=5` was read, and no longer is",
    ),
    Rule(
        "parameter-added",
        "parameters",
        Direction.REQUEST,
        Level.WIRE,
        Verdict.COMPATIBLE,
        "an optional parameter is new",
        "Optional, so no old client sends it.",
        "`?limit=` may be sent now",
    ),
    Rule(
        "parameter-required",
        "parameters",
        Direction.REQUEST,
        Level.WIRE,
        Verdict.BREAKING,
        "a parameter that was optional must now be sent",
        "Old clients do not send it.",
        "`limit` gets `required: true`",
    ),
    Rule(
        "required-parameter-added",
        "parameters",
        Direction.REQUEST,
        Level.WIRE,
        Verdict.BREAKING,
        "a parameter is new and must be sent",
        "Old clients do not know it.",
        "`limit` is new, with `required: true`",
    ),
    Rule(
        "parameter-optional",
        "parameters",
        Direction.REQUEST,
        Level.WIRE,
        Verdict.COMPATIBLE,
        "a parameter need not be sent any more",
        "Old clients go on sending it.",
        "`limit` loses `required: true`",
    ),
    Rule(
        "parameter-style-changed",
        "parameters",
        Direction.REQUEST,
        Level.WIRE,
        Verdict.BREAKING,
        "a parameter is written in another way",
        (
            "`style`, `explode` or the media type of `content`: the same value is written "
            "differently in the URL."
        ),
        "`?tag=a&tag=b` becomes `?tag=a,b` (`explode: false`)",
    ),
    Rule(
        "parameter-empty-value-refused",
        "parameters",
        Direction.REQUEST,
        Level.WIRE,
        Verdict.BREAKING,
        "a query parameter may no longer be sent without a value",
        "Old clients send it so, for the old document let them (`allowEmptyValue`).",
        "`?verbose=` was allowed, and no longer is",
    ),
    Rule(
        "parameter-empty-value-allowed",
        "parameters",
        Direction.REQUEST,
        Level.WIRE,
        Verdict.COMPATIBLE,
        "a query parameter may be sent without a value",
        "Old clients send one (`allowEmptyValue`).",
        "`?verbose=` is allowed from now on",
    ),
    Rule(
        "parameter-reserved-refused",
        "parameters",
        Direction.REQUEST,
        Level.WIRE,
        Verdict.BREAKING,
        "a query parameter may no longer have reserved characters as they stand",
        (
            "Old clients send `/`, `?`, `&` and their like as they stand, for the old document let "
            "them (`allowReserved`)."
        ),
        "`?path=a/b` has to be `?path=a%2Fb`",
    ),
    Rule(
        "parameter-reserved-allowed",
        "parameters",
        Direction.REQUEST,
        Level.WIRE,
        Verdict.COMPATIBLE,
        "a query parameter may have reserved characters as they stand",
        "Old clients encode them, which is read as before (`allowReserved`).",
        "`?path=a/b` is allowed beside `?path=a%2Fb`",
    ),
    Rule(
        "parameter-renamed",
        "parameters",
        Direction.REQUEST,
        Level.SDK,
        Verdict.BREAKING,
        "a path parameter has another name",
        (
            "The name of a path parameter is not on the wire, but generated clients take it "
            "as an argument's name."
        ),
        "`/orders/{id}` becomes `/orders/{order_id}`",
    ),
)
