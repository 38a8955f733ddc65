"""Random implementations: in one class or several, with bodies that use what they get."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from hypothesis import strategies as st

from .operations import Api, Draw, Operation, Parameter

HEAD = """from __future__ import annotations

from abc import ABC, abstractmethod
from functools import wraps

from made_api.lines import Line
from made_api.{small} import {name}
from made_shop.log import heard
"""
LOG = '''"""What implementations were called with."""

HEARD = []


def heard(who, seen):
    """Write down a call, and give a text of it."""
    HEARD.append(f"{who} {seen!r}")
    return HEARD[-1]
'''

# What a body does with a parameter, before it has `seen` it.
_USES = {
    "read": "seen.append({p})",
    "keyword": "seen.append(dict({p}={p}))",
    "rebound": "{p} = {p} or 'nothing'\nseen.append({p})",
    "deleted": "seen.append({p})\ndel {p}",
    "captured": "later = lambda: {p}\nseen.append(later())",
    "captured and changed": "later = lambda: {p}\n{p} = 'new'\nseen.append(later())",
    "a default": "later = lambda {p}={p}: {p}\nseen.append(later())",
    "nested": "def inner():\n    return [{p}]\nseen += inner()",
    "nonlocal": "def inner():\n    nonlocal {p}\n    {p} = [{p}]\ninner()\nseen.append({p})",
    "a parameter of another": "def inner({p}):\n    return {p}\nseen.append(inner({p}))",
    "a comprehension": "seen += [{p} for _ in range(2)]",
    "shadowed": "seen += [{p} for {p} in (1, {p})]\nseen.append({p})",
    "an inner class": "class Inner:\n    value = {p}\nseen.append(Inner.value)",
    "shown": 'seen.append(f"{{{p}=}}")',
    "shown in a width": 'width = 40\nseen.append(f"{{{p}!r:>{{width}}}}")',
    "shown with a width": 'width = 40\nseen.append(f"{{{p}=!r:>{{width}}}}")',
    "shown in braces": 'seen.append(f"{{ [{{1: {p}}}]=}}")',
    "looks shown": 'seen.append(f"{p}={{{p}}}")',
    "a walrus": "if ({p} := [{p}]):\n    seen.append({p})",
    "a loop": "seen.append({p})\nfor {p} in 'ab':\n    seen.append({p})",
    "an error": (
        "seen.append({p})\ntry:\n    raise ValueError('no')\nexcept ValueError as {p}:\n"
        "    seen.append(str({p}))"
    ),
    "matched": (
        "match {p}:\n    case 1 | None:\n        pass\n    case {p}:\n        seen.append({p})"
    ),
    "annotated": "{p}: object = ({p},)\nseen.append({p})",
    "tried": "try:\n    seen.append({p})\nfinally:\n    seen.append(not {p})",
    "one line": "if {p}: seen.append({p})",
    "two in a line": "first = {p}; seen.append(first)",
    "commented": "seen.append(  # what it is\n    {p},  # or not\n)",
    "of another": "seen.append(Line(text='x').text + str({p}))",
    "global": "seen.append((lambda value: value)({p}))",
    "unused": "seen.append('nothing')",
}
_LISTS = {
    "mutated": "{p}.append('more')\nseen.append({p})",
    "an item": "{p}[:0] = ['more']\nseen.append({p})",
    "extended": "{p} += ['more']\nseen.append({p})",
    "sorted": "{p}.sort(key=str)\nseen.append(len({p}))",
}


@dataclass(frozen=True)
class Implemented:
    """An API's implementations.

    Attributes:
        texts: The modules, by the name of a file.
        name: The class that is whole; it can be made without arguments.
        module: The module that it is imported from.
        functions: How many functions implement each operation, by its name.
        calls: How many calls of each there are among these.
    """

    texts: dict[str, str]
    name: str
    module: str
    functions: dict[str, int]
    calls: dict[str, int]


def draw_implementations(draw: Draw, api: Api) -> Implemented:
    """An implementation of an API, in one of the ways in which there are any."""
    shape = draw(st.sampled_from(list(_SHAPES)))
    name = f"{api.name}Service"
    methods = [_method(draw, name, one) for one in api.operations]
    classes, count = _SHAPES[shape](draw, api, name, methods)
    small = api.name.lower()
    text = HEAD.format(small=small, name=api.name) + classes
    made = {f"made_shop/{small}.py": text}
    counts = {one.name: count for one in api.operations}
    calls = {one.name: int(shape == "chained") for one in api.operations}
    return Implemented(made, name, f"made_shop.{small}", counts, calls)


def _method(draw: Draw, owner: str, one: Operation, decorator: str = "") -> str:
    body = "".join(f"{_use(draw, parameter)}\n" for parameter in one.parameters)
    documented = '"""It.\n\n:param note: Whatever.\n"""\n' if draw(st.booleans()) else ""
    # In the order of the API, or of its own, where all have to be named.
    whole = f"{documented}seen = []\n{body}return heard('{owner}.{one.name}', seen)\n"
    head = f"{decorator}async def {one.name}({one.signature}) -> str:\n"
    return textwrap.indent(head + textwrap.indent(whole, "    "), "    ")


def _use(draw: Draw, parameter: Parameter) -> str:
    # A default list that is changed would be another one in the next call, as nobody means it.
    changes = parameter.type.startswith("list") and parameter.default is None
    forms = {**_USES, **(_LISTS if changes else {})}
    return forms[draw(st.sampled_from(list(forms)))].format(p=parameter.name)


def _direct(draw: Draw, api: Api, name: str, methods: list[str]) -> tuple[str, int]:
    return f"\n\nclass {name}({api.name}):\n" + "\n".join(methods), 1


def _structural(draw: Draw, api: Api, name: str, methods: list[str]) -> tuple[str, int]:
    return f"\n\nclass {name}:\n" + "\n".join(methods), 1


def _mixed(draw: Draw, api: Api, name: str, methods: list[str]) -> tuple[str, int]:
    mixin = f"\n\nclass PartMixin:\n{methods[0]}"
    rest = "\n".join(methods[1:]) or "    pass\n"
    return f"{mixin}\n\nclass {name}(PartMixin, {api.name}):\n{rest}", 1


def _abstract(draw: Draw, api: Api, name: str, methods: list[str]) -> tuple[str, int]:
    heads = (
        f"    @abstractmethod\n    async def {one.name}({one.signature}) -> str: ...\n"
        for one in api.operations
    )
    base = f"\n\nclass Base({api.name}, ABC):\n" + "\n".join(heads)
    return f"{base}\n\nclass {name}(Base):\n" + "\n".join(methods), 2


def _chained(draw: Draw, api: Api, name: str, methods: list[str]) -> tuple[str, int]:
    rows = []
    for one in api.operations:
        given = ", ".join(f"{p.name}={p.name}" for p in one.parameters)
        rows.append(
            f"    async def {one.name}({one.signature}) -> str:\n"
            f"        # Louder.\n        return (await super().{one.name}({given})).upper()\n"
        )
    first = f"\n\nclass Quiet({api.name}):\n" + "\n".join(methods)
    return f"{first}\n\nclass {name}(Quiet):\n" + "\n".join(rows), 2


_LOGGED = """

def logged(function):
    @wraps(function)
    async def inner(*args, **kwargs):
        return await function(*args, **kwargs)

    return inner
"""


def _decorated(draw: Draw, api: Api, name: str, methods: list[str]) -> tuple[str, int]:
    body = "\n".join(f"    # Watched.\n    @logged\n{one}" for one in methods)
    return f"{_LOGGED}\n\nclass {name}({api.name}):\n{body}", 1


def _inherited(draw: Draw, api: Api, name: str, methods: list[str]) -> tuple[str, int]:
    first = f"\n\nclass Whole({api.name}):\n" + "\n".join(methods)
    return f"{first}\n\nclass {name}(Whole):\n    pass\n", 1


def _conditional(draw: Draw, api: Api, name: str, methods: list[str]) -> tuple[str, int]:
    body = textwrap.indent(f"class {name}({api.name}):\n" + "\n".join(methods), "    ")
    return f"\n\nif True:\n{body}", 1


_SHAPES = {
    "direct": _direct,
    "structural": _structural,
    "mixed": _mixed,
    "abstract": _abstract,
    "chained": _chained,
    "decorated": _decorated,
    "inherited": _inherited,
    "conditional": _conditional,
}
