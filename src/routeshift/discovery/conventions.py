"""What a codebase does in its own way, and its declarations do not tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from routeshift.discovery.records import Api
from routeshift.errors import DeclarationError
from routeshift.wire import TAG_WORDS, Lists, Words, is_extension, tag_of


def with_lists(
    apis: Iterable[Api], lists: str | None, decided: Mapping[str, str] | None = None
) -> list[Api]:
    """The same APIs, whose lists on GET and DELETE are read from another place (rule P2).

    Args:
        apis: The APIs.
        lists: `both`, `query` or `body`; None leaves them.
        decided: The same for single operations, by `<api>.<method>`.

    Raises:
        DeclarationError: It is none of the three.
    """
    chosen = {key: _checked(value) for key, value in (decided or {}).items()}
    of_all = None if lists is None else _checked(lists)
    return [
        replace(
            api,
            endpoints=tuple(
                replace(e, lists=chosen.get(f"{api.name}.{e.name}", of_all) or e.lists)
                for e in api.endpoints
            ),
        )
        for api in apis
    ]


def with_tags(apis: Iterable[Api], words: Words | None, *, all_known: bool = False) -> list[Api]:
    """The same APIs, whose legacy operations have tags of other words (rule D3).

    Args:
        apis: The APIs.
        words: `protocol`, `title`, or the tags of some APIs by name; None leaves them.
        all_known: Whether a name that none of the APIs has is a mistake.

    Raises:
        DeclarationError: It is none of these.
    """
    apis = list(apis)
    if words is None:
        return apis
    named = isinstance(words, Mapping) and all(isinstance(tag, str) for tag in words.values())
    if not named and words not in TAG_WORDS:
        hint = "Give protocol, title, or a dict of tags by the names of the APIs."
        raise DeclarationError(f"Tags cannot be {words!r}.", hint=hint)
    unknown = {*words} - {api.name for api in apis} if isinstance(words, Mapping) else set()
    if unknown and all_known:
        hint = f"The APIs are: {', '.join(api.name for api in apis) or 'none'}."
        raise DeclarationError(f"There is a tag for {min(unknown)!r}, but no such API.", hint=hint)
    return [
        replace(api, tag=tag_of(api.name, _protocol_name(api), words))
        if not isinstance(words, Mapping) or api.name in words
        else api
        for api in apis
    ]


def with_extra_body(apis: Iterable[Api], key: str | None) -> list[Api]:
    """The same APIs, whose extra body fields are listed under another extension (rule P11).

    Args:
        apis: The APIs.
        key: `x-...`, or `requestBody.x-...`; None leaves it.

    Raises:
        DeclarationError: It is no vendor extension.
    """
    if key is None:
        return list(apis)
    if not is_extension(key):
        hint = "Give x-..., or requestBody.x-... for an extension of the body."
        raise DeclarationError(f"{key!r} is no vendor extension.", hint=hint)
    return [replace(api, extra_body=key) for api in apis]


def _protocol_name(api: Api) -> str:
    return api.tag if api.protocol is None else api.protocol.__name__


def _checked(lists: Any) -> Lists:
    try:
        return Lists(lists)
    except ValueError:
        hint = f"It is one of: {', '.join(Lists)}."
        raise DeclarationError(f"Lists cannot be read from {lists!r}.", hint=hint) from None


__all__ = ["with_extra_body", "with_lists", "with_tags"]
