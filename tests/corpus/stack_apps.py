"""Apps of Llama Stack 0.3.5 and its own implementations: by its server, and by routers.

Run by the interpreter that has what they need: `routeshift serve stack_apps:old`, or `:routers`.
Each method answers with what it received, under the signature that it has.
"""

import functools
import importlib
import inspect

from fastapi import FastAPI, UploadFile
from fastapi.exceptions import RequestValidationError

# The module and the name of each Protocol, and of an implementation that is served.
SERVED = (
    ("llama_stack.apis.safety", "Safety", "llama_stack.core.routers.safety", "SafetyRouter"),
    (
        "llama_stack.apis.scoring",
        "Scoring",
        "llama_stack.core.routers.eval_scoring",
        "ScoringRouter",
    ),
    (
        "llama_stack.apis.files",
        "Files",
        "llama_stack.providers.inline.files.localfs.files",
        "LocalfsFilesImpl",
    ),
)


def _old():
    """The app, its routes built by the package's own server."""
    from llama_stack.core.server import server

    app = FastAPI()
    app.exception_handler(RequestValidationError)(server.global_exception_handler)
    for protocol, impl in _served():
        for name, function in inspect.getmembers(protocol, inspect.isfunction):
            # routeshift: accept it is the server as it was
            for entry in getattr(function, "__webmethods__", ()):
                path = f"/{entry.level}/{entry.route.lstrip('/')}"
                method = entry.method.lower()
                handler = server.create_dynamic_typed_route(getattr(impl, name), method, path)
                getattr(app, method)(path, response_model=None)(handler)
    return app


def _routers():
    """The app of the migrated package, in front of the implementations as they were."""
    from routeshift import bridge

    app = FastAPI()
    for (module, *_), (protocol, impl) in zip(SERVED, _served(), strict=True):
        routes = importlib.import_module(f"{module}.routes")
        app.include_router(routes.create_router(bridge(impl, protocol)))
    return app


def _served():
    for api, protocol, module, name in SERVED:
        cls = getattr(importlib.import_module(module), name)
        impl = cls.__new__(cls)  # What it needs to work is not asked for.
        declared = getattr(importlib.import_module(api), protocol)
        for method, _ in inspect.getmembers(declared, inspect.isfunction):
            if not method.startswith("_"):
                setattr(impl, method, _echoing(getattr(impl, method)))
        yield declared, impl


def _echoing(method):
    @functools.wraps(method)
    async def echo(**received):
        call = inspect.signature(method).bind(**received)
        call.apply_defaults()
        values = sorted(call.arguments.items())
        return {name: repr(v) for name, v in values if not isinstance(v, UploadFile)}

    return echo


def __getattr__(name):
    made = {"old": _old, "routers": _routers}
    if name not in made:
        raise AttributeError(name)
    return made[name]()
