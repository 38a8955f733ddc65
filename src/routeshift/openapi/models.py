"""Schemas of models that no route of FastAPI's has, under the names that FastAPI would give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.errors import PydanticSchemaGenerationError, PydanticUserError

_PREFIX = "#/components/schemas/"
_TEMPLATE = _PREFIX + "{model}"


def add_models(schemas: dict[str, Any], models: Mapping[str, Any]) -> None:
    """Add the schemas of models, and of what they refer to, to the components.

    A name that is there already stays as it is; so does one that FastAPI has split in two, for
    the request and for the response.

    Args:
        schemas: The components, which are changed.
        models: Models and aliases, by the names of their components.
    """
    adapters = {
        name: adapter
        for name, model in models.items()
        if not _known(schemas, name) and (adapter := _adapter(model)) is not None
    }
    if not adapters:
        return
    # All at once: pydantic gives two models of one name different names only when it sees both.
    inputs = [(name, "serialization", adapter) for name, adapter in adapters.items()]
    by_key, definitions = TypeAdapter.json_schemas(inputs, ref_template=_TEMPLATE)  # type: ignore[arg-type]
    found = dict(definitions.get("$defs", {}))
    for (name, _), schema in by_key.items():
        if schema != {"$ref": _PREFIX + str(name)}:
            found.setdefault(str(name), schema)
    for name, schema in found.items():
        if not _known(schemas, name):
            schemas[name] = _pointing(schema, schemas)


def _adapter(model: Any) -> TypeAdapter[Any] | None:
    try:
        adapter = TypeAdapter(model)
        adapter.json_schema(mode="serialization")
    except (PydanticSchemaGenerationError, PydanticUserError):
        return None
    return adapter


def _known(schemas: Mapping[str, Any], name: str) -> bool:
    # FastAPI splits a model in two when it reads otherwise than it writes.
    return name in schemas or f"{name}-Output" in schemas


def _pointing(schema: Any, schemas: Mapping[str, Any]) -> Any:
    """The schema with its references to models that FastAPI has split in two."""
    if isinstance(schema, list):
        return [_pointing(item, schemas) for item in schema]
    if not isinstance(schema, dict):
        return schema
    pointed = {key: _pointing(value, schemas) for key, value in schema.items()}
    reference = pointed.get("$ref")
    if isinstance(reference, str):
        split = f"{reference}-Output"
        if split.removeprefix(_PREFIX) in schemas:
            pointed["$ref"] = split
    return pointed
