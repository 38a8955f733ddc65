"""Rules about operations as a whole: whether, where and for whom they are there."""

from __future__ import annotations

from routeshift.compare.records import Direction, Level, Verdict
from routeshift.compare.rules.rule import Rule

RULES = (
    Rule(
        "operation-removed",
        "operations",
        Direction.NEITHER,
        Level.WIRE,
        Verdict.BREAKING,
        "an operation is gone",
        (
            'Every client that calls it gets 404 or 405. Keep it, or pass `--route "GET '
            '/old=GET /new"` when it moved on purpose.'
        ),
        "`DELETE /orders/{id}` is not in the new document",
    ),
    Rule(
        "operation-added",
        "operations",
        Direction.NEITHER,
        Level.WIRE,
        Verdict.COMPATIBLE,
        "an operation is new",
        "No client knows it yet.",
        "`GET /orders/{id}/lines` is only in the new document",
    ),
    Rule(
        "operation-moved",
        "operations",
        Direction.REQUEST,
        Level.WIRE,
        Verdict.BREAKING,
        "an operation is at another path",
        (
            "The same operation answers at another URL: another server path, a prefix, or a "
            "trailing slash (a redirect, which not every client follows). Pass `--route` "
            "when it moved on purpose."
        ),
        "`GET /v1/orders` is `GET /api/v1/orders` now",
    ),
    Rule(
        "operation-moved-on-purpose",
        "operations",
        Direction.REQUEST,
        Level.WIRE,
        Verdict.COMPATIBLE,
        "an operation is at another path, as the route map says",
        "An entry of the route map asked for it.",
        '`--route "GET /old=GET /new"`, and `GET /new` answers as `GET /old` did',
    ),
    Rule(
        "operation-undecided",
        "operations",
        Direction.NEITHER,
        Level.WIRE,
        Verdict.UNDECIDED,
        "the budget of an operation ran out",
        (
            "The schemas of the operation unfold into more pairs than one operation may "
            "look at (100 000). Nothing is claimed about it; the other operations are "
            "compared as usual."
        ),
        "a model with a thousand unions of models with unions",
    ),
    Rule(
        "webhook-removed",
        "operations",
        Direction.NEITHER,
        Level.WIRE,
        Verdict.BREAKING,
        "a webhook is gone",
        "A receiver waits for calls that never come.",
        "`webhooks: {order.paid: ...}` is gone",
    ),
    Rule(
        "webhook-added",
        "operations",
        Direction.NEITHER,
        Level.WIRE,
        Verdict.COMPATIBLE,
        "a webhook is new",
        "A receiver that registered for everything must cope; no old one breaks.",
        "`webhooks: {order.paid: ...}` is new",
    ),
    Rule(
        "security-narrowed",
        "operations",
        Direction.REQUEST,
        Level.WIRE,
        Verdict.BREAKING,
        "a way to authenticate is gone, or one is now demanded",
        (
            "A way to authenticate that used to be enough is not any more: a scheme is "
            "gone, a scope is demanded, or a public operation wants credentials. Schemes "
            "are compared by what they are, not by their names."
        ),
        "`security: []` becomes `security: [{bearer: []}]`",
    ),
    Rule(
        "security-widened",
        "operations",
        Direction.REQUEST,
        Level.WIRE,
        Verdict.COMPATIBLE,
        "a further way to authenticate, or none is demanded",
        "Old clients go on as they did.",
        "`security: [{bearer: []}]` becomes `[{bearer: []}, {key: []}]`",
    ),
    Rule(
        "sunset-broken",
        "operations",
        Direction.NEITHER,
        Level.WIRE,
        Verdict.BREAKING,
        "a promised date of removal came nearer, or is unreadable",
        (
            "`x-sunset` promised a date of removal; the new document names an earlier one, "
            "or one that cannot be read."
        ),
        "`x-sunset: 2030-01-31` becomes `x-sunset: 2029-01-31`",
    ),
    Rule(
        "servers-changed",
        "operations",
        Direction.NEITHER,
        Level.DOCS,
        Verdict.COSMETIC,
        "the list of servers is another",
        (
            "Hosts are a matter of deployment. Their paths are part of every operation's "
            "path and are compared there."
        ),
        "`https://a.example` becomes `https://b.example`",
    ),
    Rule(
        "deprecation-changed",
        "operations",
        Direction.NEITHER,
        Level.SDK,
        Verdict.COSMETIC,
        "something became deprecated, or no longer is",
        "Generated clients print warnings for it.",
        "`deprecated: true` is new on `GET /orders`",
    ),
)
