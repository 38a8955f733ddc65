"""The server of Llama Stack 0.2.5, all of it: `routeshift serve stack_server:app`.

Run by the interpreter that has what its unit tests need. It is `main` of the package's own server,
up to the point where that would listen. What stands in are its implementations: of each class that
serves an API there is an object whose methods have the signatures of that class, and answer with
what they received. PyTorch, which only the signatures of one class need, is not there either.
"""

import argparse
import functools
import importlib
import inspect
import sys
import tempfile
from unittest import mock

import stand_ins
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

_ROUTERS = "llama_stack.distribution.routers.routers"
_TABLES = "llama_stack.distribution.routers.routing_tables"
_INLINE = "llama_stack.providers.inline"
# All that the server starts with: what it declares of files has never been servable by it.
_SERVED = {
    "agents": f"{_INLINE}.agents.meta_reference.agents:MetaReferenceAgentsImpl",
    "benchmarks": f"{_TABLES}:BenchmarksRoutingTable",
    "datasetio": f"{_ROUTERS}:DatasetIORouter",
    "datasets": f"{_TABLES}:DatasetsRoutingTable",
    "eval": f"{_ROUTERS}:EvalRouter",
    "inference": f"{_ROUTERS}:InferenceRouter",
    "inspect": "llama_stack.distribution.inspect:DistributionInspectImpl",
    "models": f"{_TABLES}:ModelsRoutingTable",
    "post_training": f"{_INLINE}.post_training.torchtune.post_training:TorchtunePostTrainingImpl",
    "providers": "llama_stack.distribution.providers:ProviderImpl",
    "safety": f"{_ROUTERS}:SafetyRouter",
    "scoring": f"{_ROUTERS}:ScoringRouter",
    "scoring_functions": f"{_TABLES}:ScoringFunctionsRoutingTable",
    "shields": f"{_TABLES}:ShieldsRoutingTable",
    "telemetry": f"{_INLINE}.telemetry.meta_reference.telemetry:TelemetryAdapter",
    "tool_groups": f"{_TABLES}:ToolGroupsRoutingTable",
    "tool_runtime": f"{_ROUTERS}:ToolRuntimeRouter",
    "vector_dbs": f"{_TABLES}:VectorDBsRoutingTable",
    "vector_io": f"{_ROUTERS}:VectorIORouter",
}
_CONFIG = "version: '2'\nimage_name: echoes\nproviders: {}\n"


def _class_of(place):
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


def _answering(protocol, cls):
    methods = {
        name: _echoing(function)
        for name, function in inspect.getmembers(cls, inspect.isfunction)
        if not name.startswith("_") and hasattr(protocol, name)
    }
    return type(cls.__name__, (), methods)()


def _echoing(function):
    @functools.wraps(function)
    async def echo(self, *args, **received):
        call = inspect.signature(function).bind(self, *args, **received)
        call.apply_defaults()
        values = {name: value for name, value in call.arguments.items() if name != "self"}
        request = values.get("request")
        if isinstance(request, BaseModel):
            del values["request"]
            values |= {name: getattr(request, name) for name in type(request).model_fields}
        told = {name: repr(value) for name, value in sorted(values.items())}
        return _streaming(told) if values.get("stream") else told

    return echo


async def _streaming(told):
    yield told


def _implementations():
    from llama_stack.distribution.resolver import api_protocol_map
    from llama_stack.distribution.server.endpoints import toolgroup_protocol_map

    impls = {
        api: _answering(protocol, _class_of(_SERVED[api.value]))
        for api, protocol in api_protocol_map().items()
        if api.value in _SERVED
    }
    (runtime,) = (impl for api, impl in impls.items() if api.value == "tool_runtime")
    cls = _class_of(_SERVED["tool_runtime"])
    # As its constructor does.
    for group, protocol in toolgroup_protocol_map().items():
        tool = _answering(protocol, cls.RagToolImpl)
        setattr(runtime, group.value, tool)
        for name, method in inspect.getmembers(tool, inspect.ismethod):
            setattr(runtime, f"{group.value}.{name}", method)
    return impls


def _app():
    sys.meta_path.append(stand_ins.Finder({"torch", "torchao", "torchtune", "safetensors"}))
    from llama_stack.distribution.server import server

    impls = _implementations()
    # FastAPI of its time took JSON for JSON without a content type, and so do the routers.
    lenient = functools.partial(FastAPI, strict_content_type=False)
    with (
        tempfile.NamedTemporaryFile("w", suffix=".yaml") as config,
        mock.patch.object(server, "construct_stack", mock.AsyncMock(return_value=impls)),
        mock.patch.object(server, "FastAPI", lenient),
        mock.patch.object(uvicorn, "run") as run,
    ):
        config.write(_CONFIG)
        config.flush()
        words = ("template", "env", "port", "disable_ipv6", "tls_keyfile", "tls_certfile")
        server.main(argparse.Namespace(config=config.name, **dict.fromkeys(words)))
    return run.call_args.kwargs["app"]


app = _app()
