"""What star imports of modules outside the target bind, as far as it has a meaning for us."""

from __future__ import annotations

from routeshift.wire.shapes import Shape

_TYPING = (
    "Annotated AsyncGenerator AsyncIterable AsyncIterator Awaitable Callable ClassVar Coroutine "
    "Final Generator Generic Iterator NamedTuple NewType NoReturn NotRequired Optional Protocol "
    "Required TYPE_CHECKING Type TypeVar Union cast overload"
)
_RESPONSES = "FileResponse HTMLResponse JSONResponse PlainTextResponse RedirectResponse Response"
# Besides what has a shape: special forms, markers, and what the framework gives a handler.
_NAMES = {
    "typing": _TYPING,
    "typing_extensions": f"{_TYPING} TypeAliasType",
    "collections.abc": (
        "AsyncGenerator AsyncIterable AsyncIterator Awaitable Callable Coroutine Generator Iterator"
    ),
    "dataclasses": "dataclass field",
    "fastapi": (
        "APIRouter BackgroundTasks Body Cookie Depends FastAPI File Form HTTPException Header Path "
        "Query Request Response Security WebSocket"
    ),
    "fastapi.param_functions": "Body Cookie Depends File Form Header Path Query Security",
    "fastapi.params": "Body Cookie Depends File Form Header Path Query Security",
    "fastapi.responses": f"{_RESPONSES} StreamingResponse",
    "starlette.responses": f"{_RESPONSES} StreamingResponse",
    "starlette.requests": "Request",
    "pydantic": "ConfigDict Field",
}


def binds(module: str, name: str) -> bool:
    """Whether a star import of a module binds a name that we know."""
    known = _NAMES.get(module, "").split()
    return name in known or any(shape.value.has(module, name) for shape in Shape)
