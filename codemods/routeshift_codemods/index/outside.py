"""What star imports of modules outside the target bind, as far as it has a meaning for us."""

from __future__ import annotations

from routeshift.wire import Shape, marked_place

_TYPING = (
    "Annotated AsyncGenerator AsyncIterable AsyncIterator Awaitable Callable ClassVar Coroutine "
    "Final Generator Generic Iterator NamedTuple NewType NoReturn NotRequired Optional Protocol "
    "Required TYPE_CHECKING Type TypeVar Union cast overload"
)
_RESPONSES = "FileResponse HTMLResponse JSONResponse PlainTextResponse RedirectResponse Response"
_MARKERS = ("fastapi", "fastapi.param_functions", "fastapi.params")
# Besides shapes and the markers of places: special forms, and what the framework gives a handler.
_NAMES = {
    "typing": _TYPING,
    "typing_extensions": f"{_TYPING} TypeAliasType",
    "collections.abc": (
        "AsyncGenerator AsyncIterable AsyncIterator Awaitable Callable Coroutine Generator Iterator"
    ),
    "dataclasses": "dataclass field",
    "fastapi": ("APIRouter BackgroundTasks FastAPI HTTPException Request Response WebSocket"),
    "fastapi.responses": f"{_RESPONSES} StreamingResponse",
    "starlette.responses": f"{_RESPONSES} StreamingResponse",
    "starlette.requests": "Request",
    "pydantic": "ConfigDict Field",
}


def binds(module: str, name: str) -> bool:
    """Whether a star import of a module binds a name that we know."""
    known = _NAMES.get(module, "").split()
    if name in known or (module in _MARKERS and marked_place(name) is not None):
        return True
    return any(shape.value.has(module, name) for shape in Shape)
