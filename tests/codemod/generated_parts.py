"""Random parts of API modules: comments, names, and the statements beside a Protocol."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

_WORDS = ("plain", "it's", 'a "word"', "back\\\\slash", "{braces: 1}", "100%", "gr\u00fc\u00dfe")


@dataclass
class Writer:
    """Draws the parts of one module, and notes what must not get lost."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    indent: str
    comments: list[str] = field(default_factory=list)
    of_imports: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    newer: bool = False
    crossed: bool = False

    def maybe(self) -> bool:
        return bool(self.draw(st.booleans()))

    def rarely(self) -> bool:
        return bool(self.draw(st.integers(0, 7)) == 7)

    def pick(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def word(self) -> str:
        return str(self.pick(*_WORDS))

    def behind(self) -> str:
        """A comment behind code, now and then."""
        return f"  {self._comment()}" if self.rarely() else ""

    def above(self, depth: int = 0) -> str:
        """A comment on a line of its own, now and then."""
        return f"{self.indent * depth}{self._comment()}\n" if self.rarely() else ""

    def _comment(self) -> str:
        text = f"#{self.pick(' ', '', ': ')}remark {len(self.comments)} {self.word()} end"
        self.comments.append(text)
        return text

    def bind(self, name: str) -> str:
        self.names.append(name)
        return name


_STATEMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "sometimes": ("try:\n{i}import no_such_{n}{c}\nexcept ImportError:\n{i}pass\n", ()),
    "gone": ("for gone_{n} in (1,):{c}\n{i}pass\ndel gone_{n}{c2}\n", ()),
    "dunder": ("__version_{n}__ = '1'{c}\n", ("__version_{n}__",)),
    "local": (
        "def local_{n}():\n{i}from .. import webmethod{c}\n{i}return webmethod\n",
        ("local_{n}",),
    ),
    "registered": (
        "Union_{n} = register(Annotated[int | str, Field(description='u')]){c}\n",
        ("Union_{n}",),
    ),
    "versioned": (
        "if sys.version_info >= (3, 8):{c}\n{i}from functools import cache as cache_{n}{c2}\n"
        "else:\n{i}cache_{n} = None\n",
        ("cache_{n}",),
    ),
    "annotated": ("count_{n}: int = 1{c}\nempty_{n}: int{c2}\n", ("count_{n}",)),
    "late": ("import json as json_{n}{c}\nfrom math import pi as pi_{n}{c2}\n", ("pi_{n}",)),
    "slashes": ("x_{n} = [{c}\n{i}1,\n\n{i}# alone {n}\n{i}2,\n]\n", ("x_{n}",)),
    "feed": ("\f\nfed_{n} = 1{c}\n\f\n", ("fed_{n}",)),
    "constant": ("DAYS_{n} = 24 * 3600{c}\n", ("DAYS_{n}",)),
    "private": ("_hidden_{n} = [\n    1,{c}\n]\n", ("_hidden_{n}",)),
    "pair": (
        "one_{n}, (two_{n}, *three_{n}) = 1, (2, 3){c}\n",
        ("one_{n}", "two_{n}", "three_{n}"),
    ),
    "line": ("left_{n} = 1; right_{n} = 2{c}\n", ("left_{n}", "right_{n}")),
    "alias": (
        "Either_{n} = Annotated[int | str, Field(description='either')]{c}\n",
        ("Either_{n}",),
    ),
    "function": (
        "def helper_{n}(x, *, y=1):{c}\n{i}# inner {n}\n{i}return x + y\n",
        ("helper_{n}",),
    ),
    "string": ("text_{n} = '''\n# no comment\nfrom . import x\n\f  tail '''{c}\n", ("text_{n}",)),
    "branch": (
        "if sys.version_info >= (3, 0):{c}\n{i}flag_{n} = 1\nelse:\n{i}flag_{n} = 0\n",
        ("flag_{n}",),
    ),
    "loop": ("for item_{n} in range(2):{c}\n{i}pass\n", ("item_{n}",)),
    "walrus": ("assert (found_{n} := 3) == 3{c}\n", ("found_{n}",)),
    "match": (
        "match sys.maxsize:{c}\n{i}case int(size_{n}):{c2}\n{i}{i}big_{n} = size_{n}\n"
        "{i}case _:\n{i}{i}big_{n} = 0\n",
        ("size_{n}", "big_{n}"),
    ),
    "star": (
        "try:\n{i}value_{n} = 1{c}\nexcept* ValueError:\n{i}value_{n} = 2\n",
        ("value_{n}",),
    ),
    "with": (
        "import contextlib{c}\nwith contextlib.nullcontext(1) as held_{n}:{c2}\n"
        "{i}inside_{n} = held_{n}\n",
        ("held_{n}", "inside_{n}"),
    ),
    "class": (
        "class Plain_{n}:{c}\n{i}x: int = 1{c2}\n\n{i}class Inner:\n{i}{i}pass\n",
        ("Plain_{n}",),
    ),
    "fstring": ("shown_{n} = f'{{1 + 1!r:>{{4}}}} {{sys.maxsize=}}'{c}\n", ("shown_{n}",)),
    "lambda": ("twice_{n} = lambda x, /: x * 2{c}\n", ("twice_{n}",)),
    "continued": ("long_{n} = 1 + \\\n    2{c}\n", ("long_{n}",)),
    "async": (
        "async def later_{n}(y):{c}\n{i}async for x in y():\n{i}{i}yield x\n",
        ("later_{n}",),
    ),
}
_NEWER: dict[str, tuple[str, tuple[str, ...]]] = {
    "type": (
        "type Many_{n} = list[Kind2_{n}]{c}\ntype Kind2_{n} = int | str\n",
        ("Many_{n}", "Kind2_{n}"),
    ),
    "generic": (
        "class Box_{n}[T: (int, str), *Ts, **P]:{c}\n"
        "{i}def get[U](self, x: T, u: U) -> T: ...{c2}\n",
        ("Box_{n}",),
    ),
    "spread": (
        "def pick_{n}[\n{i}T,{c}\n\n{i}U: int,\n](x: T) -> U:\n{i}return x\n",
        ("pick_{n}",),
    ),
    "default": ("type Maybe_{n}[T = int] = T | None{c}\n", ("Maybe_{n}",)),
    "nested": ('deep_{n} = f"{{\'a\' + f"{{sys.platform + "x"}}"}}"{c}\n', ("deep_{n}",)),
    "lines": ("rows_{n} = f'{{\n    sys.maxsize  # remark in a string\n}}'{c}\n", ("rows_{n}",)),
}


def statement(w: Writer, number: int) -> str:
    """A statement beside the Protocol."""
    # An older interpreter reads these at ten times the cost.
    pool = _NEWER if w.draw(st.integers(0, 30)) == 17 else _STATEMENTS
    key = w.pick(*pool)
    text, names = pool[key]
    w.newer |= key in _NEWER
    w.names += [name.format(n=number) for name in names]
    return w.above() + text.format(n=number, c=w.behind(), c2=w.behind(), i=w.indent)
