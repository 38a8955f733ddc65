"""Lists in the query of a GET, which clients may send as a JSON body, too."""

import json
import urllib.parse
from collections.abc import Awaitable, Callable

from fastapi import Request


def lists_in_body(*names: str) -> Callable[[Request], Awaitable[None]]:
    """A dependency for routes whose lists may come in a JSON body, too.

    Args:
        names: The parameters that are lists.
    """

    async def move(request: Request) -> None:
        await lists_to_query(request, names)

    return move


async def lists_to_query(request: Request, names: tuple[str, ...]) -> None:
    """Move the lists of a JSON body to the query.

    Args:
        request: The request, before its parameters are read.
        names: The parameters that are lists; a body that is one is the first.
    """
    try:
        body = json.loads(await request.body() or "null")
    except (ValueError, RecursionError):
        return
    values = {names[0]: body} if isinstance(body, list) else body
    if not isinstance(values, dict):
        return
    given = set(request.query_params)
    lists = {name: values.get(name) for name in names if name not in given}
    pairs = [
        (name, item if isinstance(item, str) else json.dumps(item))
        for name, items in lists.items()
        for item in (items if isinstance(items, list) else ())
    ]
    old = request.scope["query_string"].decode("latin-1")
    new = urllib.parse.urlencode(pairs, errors="replace")
    query = "&".join(filter(None, (old, new)))
    request.scope["query_string"] = query.encode("latin-1")
    request.__dict__.pop("_query_params", None)
