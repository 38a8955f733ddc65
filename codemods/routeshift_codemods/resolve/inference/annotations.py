"""What annotations say of the objects they are about, by the name of what they subscript."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

# What becomes of the arguments of a generic: the object is one of all of them, it is the first, it
# holds the last, by keys or not, or each in its place, it gives the first or the last when it is
# waited for or called, or is the class itself.
Meaning = Literal[
    "any", "first", "holds", "holds first", "parts", "table", "last", "class", "called"
]

_MODULES = (
    "typing",
    "typing_extensions",
    "collections",
    "collections.abc",
    "builtins",
    "contextlib",
    "asyncio",
)
_MEANINGS: Mapping[Meaning, str] = {
    "any": "Union Optional",
    "first": "Annotated Final ClassVar Required NotRequired Awaitable Task",
    "last": "Coroutine",
    "class": "Type type",
    "called": "Callable",
    "holds first": "Generator AsyncGenerator AbstractContextManager ContextManager "
    "AbstractAsyncContextManager AsyncContextManager",
    "holds": "List list Set set FrozenSet frozenset Deque deque Sequence "
    "MutableSequence Iterable Iterator AsyncIterable AsyncIterator Collection",
    "parts": "Tuple tuple",
    "table": "Dict dict Mapping MutableMapping DefaultDict defaultdict OrderedDict",
}
GENERICS: Mapping[str, Meaning] = {
    f"{module}.{name}": meaning
    for meaning, names in _MEANINGS.items()
    for name in names.split()
    for module in _MODULES
}
# What may be anything.
ANYTHING = frozenset({"typing.Any", "typing_extensions.Any", "builtins.object"})
# Mocks, of whichever package: their class says nothing of what they stand for.
MOCKS = frozenset({"Mock", "MagicMock", "AsyncMock", "NonCallableMock", "NonCallableMagicMock"})
MOCKS |= {"MockType", "AsyncMockType", "PropertyMock"}
THE_CLASS = frozenset({"typing.Self", "typing_extensions.Self"})
