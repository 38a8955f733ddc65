"""What the codemod's diagnostics mean: a row for each kind, and for each setting to decide."""

from __future__ import annotations

from routeshift.reports import Help
from routeshift_codemods.resolve import LISTS, METHOD, PARAMETERS, Diagnostic

UNREADABLE = Help(
    "file-unreadable",
    "a file cannot be read",
    "It cannot be decoded or parsed, so that nobody knows what it declares. Mend the file, or "
    "leave it out of PATH.",
    ("scan", "migrate"),
)
DECLARED_TWICE = Help(
    "operation-declared-twice",
    "two operations answer the same requests",
    "Only the first that is registered is served. Remove one of them, or give it another path.",
    ("scan",),
)

_BY_KIND = {
    "cannot": Help(
        "operation-not-rewritable",
        "an operation cannot be rewritten",
        "Its declaration cannot be bound, or cannot be read without running it (rule R7). Change "
        "it as the message says, mark it with `# routeshift: ignore`, or pass `--skip`: then it "
        "stays as it is.",
        ("scan", "migrate"),
        "`async def search(self, **filters: str)` is decorated",
        "docs/legacy-contract.md",
    ),
    "ignored": Help(
        "operation-ignored",
        "an operation is left alone on purpose",
        "A comment `# routeshift: ignore` covers it. It is served as before.",
        ("scan", "migrate"),
        "`# routeshift: ignore` above `@webmethod`",
    ),
    "decision": Help(
        "decision-open",
        "somebody must decide",
        "What is declared and what clients see differ, and only a person can say which one holds.",
        ("scan", "migrate"),
    ),
    "host": Help(
        "metadata-read",
        "code reads what the decorator leaves on functions",
        "A router's functions have no such metadata, so this code finds nothing of an API that has "
        "moved, and says nothing (trap T24). Let it read routes, as `migrate` without `--write` "
        "says, or put `# routeshift: accept` and the reason at a line that may stay.",
        ("scan", "migrate"),
        '`getattr(function, "__webmethod__", None)`',
        "docs/migration-traps.md",
    ),
    "call": Help(
        "implementations-kept",
        "implementations and calls of an operation stay as they are",
        "They move together or not at all: one of them cannot take or pass a request, or nobody "
        "can say from source whether a call is the operation's own (traps T11, T12, T13). Until "
        "they move, `mount(..., bridge=True)` serves the implementations as they are. Change the "
        "line, name the type of its receiver, or put `# routeshift: accept` and the reason at a "
        "call that is none of the operation's; then run `migrate` again from the commit before.",
        ("migrate",),
        "`await impl.add_order(name)`, where nothing says what `impl` is",
        "docs/migration-traps.md",
    ),
    "info": Help(
        "migration-note",
        "something to know before or after a move",
        "Nothing is wrong with the migrated code. What the message says may need a look, or a "
        "change somewhere else.",
        ("scan", "migrate"),
    ),
}
_BY_SETTING = {
    METHOD: Help(
        "method-undecided",
        "another method is declared than the one that is served",
        "Servers of this kind serve and document everything but GET and DELETE as POST (rule R4). "
        'Decide in `[tool.routeshift.decisions]`: `method = "POST"` keeps what clients call; the '
        "declared one changes it.",
        ("scan", "migrate"),
        '`@webmethod(route="/orders", method="PUT")` is called by POST',
        "docs/legacy-contract.md",
    ),
    LISTS: Help(
        "lists-undecided",
        "a list is documented as a query parameter and read from a body",
        "On GET and DELETE old servers ignored what is documented (rule P2). Decide in "
        '`[tool.routeshift.decisions]`: `lists = "body"` changes nothing for clients, `"query"` '
        'takes what is documented alone, `"both"` takes both.',
        ("scan", "migrate"),
        "`async def get_order(self, include: list[str])` on GET",
        "docs/legacy-contract.md",
    ),
    PARAMETERS: Help(
        "parameters-undecided",
        "implementations take something else than the Protocol says",
        "The implementation is what clients meet, the Protocol is what they read (rule R6). Decide "
        "in `[tool.routeshift.decisions]`: the name of an implementation keeps what it takes, "
        '`parameters = "protocol"` takes what is declared.',
        ("scan", "migrate"),
        "the Protocol declares `limit: int`, the implementation takes `limit: int = 20`",
        "docs/legacy-contract.md",
    ),
}

MISFITS = {
    "cannot": Help(
        "implementation-misfit",
        "an implementation cannot be called as its Protocol says",
        "A method is missing, does not take what it is passed, or demands what nobody passes: the "
        "first call fails (trap T11). Write the method as the Protocol has it.",
        ("check",),
        "the Protocol has `get(self, name)`, the implementation `get(self)`",
        "docs/migration-traps.md",
    ),
    "info": Help(
        "implementation-differs",
        "an implementation takes something else than its Protocol says",
        "It can be called, and a client can tell (rule R6): what the implementation takes is what "
        "clients meet.",
        ("check",),
        "a default of the implementation is another one",
        "docs/legacy-contract.md",
    ),
}

_ALL = (*_BY_KIND.values(), *_BY_SETTING.values(), *MISFITS.values(), UNREADABLE, DECLARED_TWICE)
RULES = {one.id: one for one in _ALL}
"""Every rule by its id."""


def rule_of(diagnostic: Diagnostic) -> Help:
    """The rule that a diagnostic is about."""
    if diagnostic.decision is None:
        return _BY_KIND[diagnostic.kind]
    return _BY_SETTING[diagnostic.decision.setting]
