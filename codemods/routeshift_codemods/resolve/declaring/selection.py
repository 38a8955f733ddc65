"""Which APIs of a target a run rewrites."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from routeshift.errors import DeclarationError, TargetError
from routeshift.wording import meant, some_of
from routeshift_codemods.index import Tree
from routeshift_codemods.resolve.declaring.inventory import Inventory
from routeshift_codemods.resolve.records import Diagnostic, LegacyApi

# How many further places a refusal names.
_SHOWN = 8


def select(inventory: Inventory, names: Collection[str], *, skip: bool) -> list[LegacyApi]:
    """The APIs to rewrite; whatever stands in the way of them is an error.

    Args:
        inventory: What the target declares.
        names: The names of the APIs; empty for all.
        skip: Whether what cannot be rewritten stays as it is, unless `names` has its API.

    Raises:
        TargetError: There is no such API, or a file that may hold one cannot be read.
        DeclarationError: An operation cannot be rewritten, or is declared twice.
    """
    known = {api.name for api in inventory.legacy}
    routed = {router.name for router in inventory.routers}
    missing = sorted({*names} - known - routed)
    for error in inventory.in_the_way(missing) if missing or not names else ():
        raise error
    inventory.refuse_nothing()
    if missing:
        raise TargetError(
            f"There is no API {missing[0]!r}.",
            file=inventory.index.tree.target,
            hint=_known(missing[0], known, routed),
        )
    if conflicts := list(inventory.conflicts()):
        raise _conflict(conflicts, inventory.index.tree)
    # Packages that stand side by side may each have an API of a name.
    selected = [api for api in inventory.legacy if not names or api.name in names]
    # Whoever names an API wants all of it: --skip is for what nobody asked for by name.
    refused = _refused(selected) if names or not skip else []
    if refused:
        skipping = "--skip without --api" if names else "--skip"
        raise _refusal(refused, skipping, inventory.index.tree)
    return selected


def _conflict(conflicts: Sequence[DeclarationError], tree: Tree) -> DeclarationError:
    """The first of some conflicts, and where the others are: nobody wants them one by one."""
    first, *more = conflicts
    places = [f"{tree.within(one.file or tree.folder)}:{one.line}" for one in more]
    told = f" The same is to be done at {some_of(places, _SHOWN)}." if more else ""
    hint = f"{first.hint or ''}{told}"
    return DeclarationError(first.message, file=first.file, line=first.line, hint=hint)


def _known(name: str, legacy: Collection[str], routed: Collection[str]) -> str:
    """What a name that no API has may be for."""
    there = f"There are: {', '.join(sorted(legacy) or ['no legacy APIs'])}."
    return meant(name, {*legacy, *routed}, there)


def _refused(apis: Sequence[LegacyApi]) -> list[Diagnostic]:
    diagnostics = [one for api in apis for method in api.methods for one in method.diagnostics]
    # A decorator that cannot be read is one fault, however many methods it decorates.
    return [one for one in dict.fromkeys(diagnostics) if one.kind == "cannot"]


def _refusal(diagnostics: Sequence[Diagnostic], skipping: str, tree: Tree) -> DeclarationError:
    """Why the first of some is refused, and where the others are, each place once."""
    first = diagnostics[0]
    # A place may have several reasons, and one reason several places.
    _, *others = dict.fromkeys((one.path, one.line, one.subject) for one in diagnostics)
    reasons = {one.message for one in diagnostics}
    ignoring = "put `# routeshift: ignore` above it, which leaves it legacy for good, "
    hint = (
        f"Change it, {'' if first.about_decorator else ignoring}or pass {skipping}, which takes no "
        "name and moves all that can be."
    )
    if others:
        places = [f"{subject} ({tree.within(path)}:{line})" for path, line, subject in others]
        hint += f" The same is to be done for {some_of(places, _SHOWN)}."
    if len(reasons) > 1 or len(others) > _SHOWN:
        hint += " `routeshift scan` says of each what is in the way."
    return DeclarationError(
        f"{first.subject} cannot be rewritten: {first.message}.",
        file=first.path,
        line=first.line,
        hint=hint,
    )
