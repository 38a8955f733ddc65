"""The code that is written: models, Protocols, routers. Above `text`; knows no files.

Called by `imports`, `repository`, `module`, `composing` and `migrate`.
"""

from routeshift_codemods.plan.code.fields import ParameterRenderer
from routeshift_codemods.plan.code.handlers import HandlerRenderer
from routeshift_codemods.plan.code.joining import joined
from routeshift_codemods.plan.code.models import NewModels, new_models
from routeshift_codemods.plan.code.protocols import (
    Call,
    call_of,
    method_changes,
    requests_of,
)
from routeshift_codemods.plan.code.request_models import (
    known_aliases,
    request_aliases,
    request_fields,
)
from routeshift_codemods.plan.code.routers import router_factory
from routeshift_codemods.plan.code.routes import path_names
from routeshift_codemods.plan.code.served import ACCEPTS, accepts_text
from routeshift_codemods.plan.code.symbols import Symbols

__all__ = [
    "ACCEPTS",
    "Call",
    "HandlerRenderer",
    "NewModels",
    "ParameterRenderer",
    "Symbols",
    "accepts_text",
    "call_of",
    "joined",
    "known_aliases",
    "method_changes",
    "new_models",
    "path_names",
    "request_aliases",
    "request_fields",
    "requests_of",
    "router_factory",
]
