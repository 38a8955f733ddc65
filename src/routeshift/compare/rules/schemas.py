"""Rules about schemas: each change has a rule for each family of places that hold one."""

from __future__ import annotations

from routeshift.compare.records import Verdict
from routeshift.compare.rules.rule import SchemaChange

CHANGES = (
    SchemaChange(
        "type-narrowed",
        Verdict.BREAKING,
        Verdict.COMPATIBLE,
        "a type of value is no longer in {of}",
        (
            "A type of value is no longer taken, or no longer comes back: `null`, a branch "
            "of a union, `number` where there is only `integer` left."
        ),
        "`type: [string, 'null']` becomes `type: string`",
    ),
    SchemaChange(
        "type-widened",
        Verdict.COMPATIBLE,
        Verdict.BREAKING,
        "{of} takes a further type of value",
        "A further type of value: a client that was told `string` now meets `null`.",
        "`type: string` becomes `type: [string, 'null']`",
    ),
    SchemaChange(
        "values-narrowed",
        Verdict.BREAKING,
        Verdict.COMPATIBLE,
        "listed values are gone from {of}",
        (
            "Values are gone from a list, or a list of values now limits what was free. "
            "`const` is a list of one."
        ),
        "`enum: [a, b]` becomes `enum: [a]`",
    ),
    SchemaChange(
        "values-widened",
        Verdict.COMPATIBLE,
        Verdict.BREAKING,
        "{of} has further listed values",
        "Further values, or a list that no longer limits.",
        "`enum: [a]` becomes `enum: [a, b]`",
    ),
    SchemaChange(
        "constraint-narrowed",
        Verdict.BREAKING,
        Verdict.COMPATIBLE,
        "a constraint on {of} is tighter",
        (
            "A bound, length, pattern, format or number of items that refuses more "
            "(migration trap T17)."
        ),
        "`maximum: 100` is new",
    ),
    SchemaChange(
        "constraint-widened",
        Verdict.COMPATIBLE,
        Verdict.BREAKING,
        "a constraint on {of} is looser",
        "A bound, length, pattern, format or number of items that refuses less.",
        "`maximum: 100` is gone",
    ),
    SchemaChange(
        "content-changed",
        Verdict.BREAKING,
        Verdict.BREAKING,
        "text in {of} carries another content type or encoding",
        (
            "`contentEncoding` or `contentMediaType`: the text is base64 now, or holds "
            "something else. No JSON value shows it, so there is no witness. `format: "
            "binary` and `contentMediaType: application/octet-stream` are one thing."
        ),
        "`contentEncoding: base64` is new",
    ),
    SchemaChange(
        "content-added",
        Verdict.COMPATIBLE,
        None,
        "text in {of} may carry a further content type or encoding",
        "What it carried before it still may.",
        "`anyOf` gets a string with `contentEncoding: base64`",
    ),
    SchemaChange(
        "content-removed",
        None,
        Verdict.COMPATIBLE,
        "text in {of} carries fewer content types or encodings",
        "What it still carries it did before.",
        "`anyOf` loses a string with `contentEncoding: base64`",
    ),
    SchemaChange(
        "property-required",
        Verdict.BREAKING,
        Verdict.COMPATIBLE,
        "a property of {of} that was optional must now be there",
        ("What may still be missing from old clients' requests is promised in a response."),
        "`required: [id]` becomes `required: [id, name]`",
    ),
    SchemaChange(
        "required-property-added",
        Verdict.BREAKING,
        Verdict.COMPATIBLE,
        "a property of {of} is new and must be there",
        "Old clients do not send it. In a response it is one more.",
        "`name` is new, and in `required`",
    ),
    SchemaChange(
        "property-optional",
        Verdict.COMPATIBLE,
        Verdict.BREAKING,
        "a property of {of} may now be missing",
        "It was always there.",
        "`required: [id, name]` becomes `required: [id]`",
    ),
    SchemaChange(
        "property-added",
        Verdict.COMPATIBLE,
        Verdict.COMPATIBLE,
        "{of} declares a further property",
        "An optional property: old clients do not send it, and ignore it in a response.",
        "`name` is new, and not in `required`",
    ),
    SchemaChange(
        "property-added-to-closed-object",
        Verdict.COMPATIBLE,
        Verdict.BREAKING,
        "an object in {of} that was closed has a further property",
        ("The old document said that nothing else would come (`additionalProperties: false`)."),
        "`name` is new where `additionalProperties: false` stood",
    ),
    SchemaChange(
        "property-removed",
        Verdict.BREAKING,
        Verdict.BREAKING,
        "a property of {of} is gone",
        (
            "In a request, what the client sends is refused by a closed object (a witness "
            "shows it), or silently ignored by an open one (nothing shows it, and the "
            "effect is gone all the same). In a response it was always there, and clients "
            "may rely on it."
        ),
        "`name` is gone from `properties` and from `required`",
    ),
    SchemaChange(
        "optional-property-removed",
        None,
        Verdict.COMPATIBLE,
        "an optional property of {of} is gone",
        (
            "It might be missing before, so clients cope with its absence; use `--strict` "
            "to be told."
        ),
        "`name` is gone from `properties`, and was not in `required`",
    ),
    SchemaChange(
        "object-closed",
        Verdict.BREAKING,
        Verdict.COMPATIBLE,
        "an object in {of} is closed to undeclared properties",
        (
            "`additionalProperties: false` where anything was allowed: an old client may "
            "have sent more."
        ),
        "`additionalProperties: false` is new",
    ),
    SchemaChange(
        "object-opened",
        Verdict.COMPATIBLE,
        Verdict.BREAKING,
        "an object in {of} is open to undeclared properties",
        "The old document promised that nothing undeclared comes back.",
        "`additionalProperties: false` is gone",
    ),
    SchemaChange(
        "branch-narrowed",
        Verdict.BREAKING,
        Verdict.COMPATIBLE,
        "a branch of a union in {of} is gone or narrower",
        "A branch of a union has no counterpart that is alike.",
        "`anyOf: [Card, Cash]` becomes `anyOf: [Card]`",
    ),
    SchemaChange(
        "branch-widened",
        Verdict.COMPATIBLE,
        Verdict.BREAKING,
        "a union in {of} has a further or wider branch",
        "A union has a branch that nothing in the old document is like.",
        "`anyOf: [Card]` becomes `anyOf: [Card, Cash]`",
    ),
    SchemaChange(
        "default-changed",
        Verdict.BREAKING,
        None,
        "a default in {of} is another, or gone",
        (
            "What leaving it out means is another thing now. `null` and no default are one "
            "thing. In a response a default is a text."
        ),
        "`default: 20` becomes `default: 10`",
    ),
    SchemaChange(
        "default-added",
        Verdict.COMPATIBLE,
        None,
        "{of} names a default where it named none",
        "The old document said nothing of what leaving it out means.",
        "`default: 20` is new",
    ),
    SchemaChange(
        "conditions-narrowed",
        Verdict.BREAKING,
        Verdict.COMPATIBLE,
        "a condition on {of} (not, if, contains, oneOf...) is tighter",
        (
            "`not`, `if`, `contains`, `dependentRequired`, `propertyNames` and their like, "
            "or a value that must now fit just one branch of a `oneOf` and fits several. "
            "Undecided when neither a proof nor a payload is found."
        ),
        "`not: {const: 0}` is new",
    ),
    SchemaChange(
        "conditions-widened",
        Verdict.COMPATIBLE,
        Verdict.BREAKING,
        "a condition on {of} (not, if, contains, oneOf...) is looser",
        "The same, the other way round.",
        "`not: {const: 0}` is gone",
    ),
    SchemaChange(
        "respelled",
        Verdict.EQUIVALENT,
        Verdict.EQUIVALENT,
        "{of} is the same, spelled differently",
        (
            "Proven equal, and only spelled differently. The noise has a name, such as "
            "*anyOf null against type list*; it is shown, and never counted."
        ),
        "`anyOf: [{type: string}, {type: 'null'}]` becomes `type: [string, 'null']`",
    ),
)
