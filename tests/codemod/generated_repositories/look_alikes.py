"""What looks like a call of an operation and is none, and what may be one for all one can tell."""

from __future__ import annotations

from hypothesis import strategies as st

from .calls import Snippet
from .operations import Draw, Operation, draw_arguments

CLIENT = '''"""A client of somebody else."""


class Part:
    def __getattr__(self, name):
        async def method(*args, **more):
            return f"client {name} {len(args) + len(more)}"

        return method


class Client:
    def __init__(self):
        self.orders = self.carts = Part()


it = Part()


def __getattr__(name):
    return getattr(it, name)
'''
OTHER = '''"""Classes with the names of APIs, which are none."""


class Orders:
    async def {op}(self, *args, **more):
        return f"other {{len(args) + len(more)}}"


class Carts(Orders):
    pass
'''
_LOOK = "class Look_{n}:\n    async def {op}(self, *args, **more):\n        return 'look'\n\n"
_LOOKS = {
    "another class": (
        _LOOK + "async def call_{n}():\n    return await Look_{n}().{op}({args})\n",
        "",
    ),
    "a parameter of another class": (
        _LOOK + "async def call_{n}(it: Look_{n}):\n    return await it.{op}({args})\n",
        "Look_{n}()",
    ),
    "a client": (
        "async def call_{n}(client: Client):\n    return await client.{small}.{op}({args})\n",
        "Client()",
    ),
    "a client's part": (
        "async def call_{n}():\n    {small} = Client().{small}\n"
        "    return await {small}.{op}({args})\n",
        "",
    ),
    "a module": ("async def call_{n}():\n    return await made_client.{op}({args})\n", ""),
    "a class of the API's name": (
        "async def call_{n}():\n    from made_other.{op} import {api}\n"
        "    return await {api}().{op}({args})\n",
        "",
    ),
    "that under another name": (
        "from made_other.{op} import {api} as Other_{n}\n\n"
        "async def call_{n}(it: Other_{n}):\n    return await it.{op}({args})\n",
        "Other_{n}()",
    ),
    "a function": (
        "async def call_{n}():\n    async def {op}(*args, **more):\n        return 'function'\n"
        "    return await {op}({args})\n",
        "",
    ),
    "in a comprehension": (
        _LOOK + "async def call_{n}(it: {api}):\n"
        "    return [await it.{op}({args}) for it in [Look_{n}()]]\n",
        "{impl}()",
    ),
    "an inner parameter": (
        _LOOK + "async def call_{n}(it: {api}):\n    async def inner(it: Look_{n}):\n"
        "        return await it.{op}({args})\n    return await inner(Look_{n}())\n",
        "{impl}()",
    ),
    "the other of a pair": (
        "async def call_{n}(pair: tuple[Client, {api}]):\n"
        "    return await pair[0].{small}.{op}({args})\n",
        "(Client(), {impl}())",
    ),
    "the first of a pair": (
        "async def call_{n}(pair: tuple[Client, {api}]):\n    it, _ = pair\n"
        "    return await it.{small}.{op}({args})\n",
        "(Client(), {impl}())",
    ),
    "what its class has besides": (
        "class Look_{n}:\n    def __init__(self, it: {api}, client: Client):\n"
        "        self.it = it\n        self.{small} = client.{small}\n\n"
        "    async def go(self):\n        return await self.{small}.{op}({args})\n\n"
        "async def call_{n}():\n    return await Look_{n}({impl}(), Client()).go()\n",
        "",
    ),
    "its own method": (
        "class Look_{n}:\n    async def {op}(self, *args, **more):\n        return 'own'\n\n"
        "    async def go(self):\n        return await self.{op}({args})\n\n"
        "async def call_{n}():\n    return await Look_{n}().go()\n",
        "",
    ),
    "a method above": (
        _LOOK + "class Heir_{n}(Look_{n}):\n    async def go(self):\n"
        "        return await super().{op}({args})\n\n"
        "async def call_{n}():\n    return await Heir_{n}().go()\n",
        "",
    ),
    "a private protocol": (
        "class Own_{n}(Protocol):\n    async def {op}(self, *args, **more): ...\n"
        "    async def own_{n}(self): ...\n\n"
        "async def call_{n}(it: Own_{n}):\n    return await it.{op}({args})\n",
        "made_client",
    ),
    "a text": (
        'async def call_{n}(it: {api}):\n    """Call it.{op}({args})."""\n'
        '    # it.{op}({args})\n    return "it.{op}({args})"\n',
        "{impl}()",
    ),
    "a keyword": ("async def call_{n}(it: {api}):\n    return dict({op}=1)\n", "{impl}()"),
    "a value": (
        "class Look_{n}:\n    {op} = 1\n\nasync def call_{n}():\n    return Look_{n}.{op}\n",
        "",
    ),
    "a dictionary": (
        "async def call_{n}():\n    return str(getattr({{'a': 1}}, '{op}', 'no'))[:9]\n",
        "",
    ),
}
_DOUBTS = {
    "a bare mock": (
        "async def call_{n}():\n    mock = AsyncMock(return_value='mock')\n"
        "    mock.{op}.return_value = 'mocked'\n    return await mock.{op}({args})\n",
        "",
    ),
    "checked": (
        "async def call_{n}(it):\n    assert isinstance(it, {impl})\n"
        "    return await it.{op}({args})\n",
        "{impl}()",
    ),
    "filtered": (
        "async def call_{n}(every: list[{api}]):\n    for it in filter(None, every):\n"
        "        return await it.{op}({args})\n",
        "[{impl}()]",
    ),
    "without a bound": (
        "S_{n} = TypeVar('S_{n}')\n\ndef same_{n}(it: S_{n}) -> S_{n}: return it\n\n"
        "async def call_{n}(it: {api}):\n    return await same_{n}(it).{op}({args})\n",
        "{impl}()",
    ),
    "a part of its class": (
        "async def call_{n}():\n    return await partial({impl})().{op}({args})\n",
        "",
    ),
    "a lambda's parameter": (
        "async def call_{n}(it: {api}):\n    later = lambda it=it: it.{op}({args})\n"
        "    return await later()\n",
        "{impl}()",
    ),
    "bound anew": (
        _LOOK + "async def call_{n}(it: {api}):\n    it = Look_{n}()\n"
        "    return await it.{op}({args})\n",
        "{impl}()",
    ),
    "anything": ("async def call_{n}(it):\n    return await it.{op}({args})\n", "{impl}()"),
    "passed on": (
        "async def run_{n}(method, *args, **more): return await method(*args, **more)\n\n"
        "async def call_{n}(it: {api}):\n    return await run_{n}(it.{op}, {args})\n",
        "{impl}()",
    ),
    "a part of it": (
        "async def call_{n}(it: {api}):\n    return await partial(it.{op}, {args})()\n",
        "{impl}()",
    ),
    "any": ("async def call_{n}(it: Any):\n    return await it.{op}({args})\n", "{impl}()"),
    "one or the other": (
        _LOOK + "async def call_{n}(it: {api} | Look_{n}):\n    return await it.{op}({args})\n",
        "{impl}()",
    ),
    "unpacked": (
        "async def call_{n}(it: {api}, *args, **more):\n    return await it.{op}(*args, **more)\n",
        "{impl}(), {args}",
    ),
    "by a name of a run": (
        "async def call_{n}(it: {api}, name):\n    return await getattr(it, name)({args})\n",
        "{impl}(), '{op}'",
    ),
    "a table of methods": (
        "async def call_{n}(it: {api}):\n    return await {{'a': it.{op}}}['a']({args})\n",
        "{impl}()",
    ),
}


def draw_look_alike(draw: Draw, operation: Operation, impl: str, n: int) -> Snippet:
    """A call of something else that has the name of an operation."""
    return _drawn(draw, _LOOKS, operation, impl, n, is_doubt=False)


def draw_doubt(draw: Draw, operation: Operation, impl: str, n: int) -> Snippet:
    """A call of an operation that source does not tell enough about."""
    return _drawn(draw, _DOUBTS, operation, impl, n, is_doubt=True)


def _drawn(
    draw: Draw,
    table: dict[str, tuple[str, str]],
    operation: Operation,
    impl: str,
    n: int,
    *,
    is_doubt: bool,
) -> Snippet:
    kind = draw(st.sampled_from(list(table)))
    given = draw_arguments(draw, operation)
    args = str(given).replace("**more", f"**{given.before.partition(' = ')[2]}")
    names = {"n": n, "op": operation.name, "api": operation.api, "small": operation.api.lower()}
    text, passed = (part.format(**names, impl=impl, args=args) for part in table[kind])
    run = f"call_{n}({passed})"
    return Snippet(text, run, "keep" if is_doubt else "leave", operation, 0, kind)
