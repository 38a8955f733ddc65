"""One JSON form for whatever an implementation receives, and one form for a call.

A scalar call and a request-model call with the same values have the same form.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime
import enum
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from routeshift.wire import REQUEST

_PLAIN = (str, int, float, bool, type(None))


def canonical(value: Any) -> Any:
    """A JSON value for any argument, without addresses and in a stable order.

    Args:
        value: Models, dataclasses, uploads, enums, dates, bytes and containers are understood;
            anything else is told by the name of its class.
    """
    if type(value) in _PLAIN:
        return value
    for applies, form in _FORMS:
        if applies(value):
            return form(value)
    return {"$type": type(value).__qualname__}


def call_arguments(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a call by name, with the fields of a request model in their places."""
    return {name: canonical(value) for name, value in _flat(arguments).items()}


def settled(value: Any) -> Any:
    """An argument without the defaults that a function made, as new ids: no two calls share them.

    Args:
        value: Any argument; models inside of lists and mappings are looked into.
    """
    if isinstance(value, BaseModel):
        return _settled_model(value)
    if isinstance(value, Mapping):
        return {key: settled(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [settled(item) for item in value]
    return value


def is_computed(field: FieldInfo) -> bool:
    """Whether a default is made by a function, as a new id: each process makes another."""
    return field.default_factory is not None and not isinstance(field.default_factory, type)


def call_types(arguments: Mapping[str, Any]) -> dict[str, str]:
    """The class names of the models among the arguments and their fields, by JSON pointer."""
    found: dict[str, str] = {}
    # A request model's own name is no difference: the fields are the arguments.
    for name, value in _flat(arguments).items():
        _collect_types(f"/{name}", value, found)
    return found


def digest(*parts: Any) -> int:
    """A number made of canonical JSON, the same in every process."""
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _flat(arguments: Mapping[str, Any]) -> dict[str, Any]:
    flat = dict(arguments)
    # A request model may have a field of this name, with a model that was an argument before.
    while isinstance(request := flat.get(REQUEST), BaseModel):
        del flat[REQUEST]
        for name, value in _parts(request).items():
            same = name not in flat or canonical(flat[name]) == canonical(value)
            flat[name if same else f"{REQUEST}.{name}"] = value
    return flat


def _collect_types(pointer: str, value: Any, found: dict[str, str]) -> None:
    if type(value) in _PLAIN:
        return
    if isinstance(value, BaseModel):
        found[pointer] = type(value).__name__
        value = value.__dict__
    if isinstance(value, Mapping):
        for name, item in value.items():
            _collect_types(f"{pointer}/{name}", item, found)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            _collect_types(f"{pointer}/{index}", item, found)


def _settled_model(value: BaseModel) -> BaseModel:
    fields = type(value).model_fields
    kept = {
        name: settled(item)
        for name, item in value.__dict__.items()
        if name in value.model_fields_set or name not in fields or not is_computed(fields[name])
    }
    copied = value.model_copy()
    object.__setattr__(copied, "__dict__", kept)
    return copied


def _parts(value: BaseModel) -> dict[str, Any]:
    return value.__dict__ | (value.model_extra or {})


def _model(value: BaseModel) -> dict[str, Any]:
    return {name: canonical(field) for name, field in _parts(value).items()}


def _mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(canonical(key)): canonical(item) for key, item in value.items()}


def _sequence(value: Any) -> list[Any]:
    return [canonical(item) for item in value]


def _set(value: Any) -> list[Any]:
    # Sets have another order in each process.
    return sorted(_sequence(value), key=lambda item: json.dumps(item, sort_keys=True))


def _record(value: Any) -> dict[str, Any]:
    return {f.name: canonical(getattr(value, f.name)) for f in dataclasses.fields(value)}


def _upload(value: Any) -> dict[str, Any]:
    position = value.file.tell()
    value.file.seek(0)
    content = value.file.read()
    value.file.seek(position)
    return {
        "$upload": value.filename,
        "content_type": value.content_type,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _bytes(value: Any) -> dict[str, str]:
    return {"$bytes": base64.b64encode(bytes(value)).decode()}


def _is_upload(value: Any) -> bool:
    return hasattr(value, "filename") and hasattr(value, "file")


def _is_record(value: Any) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, type)


def _says_itself(value: Any) -> bool:
    return "__str__" in {name for kind in type(value).__mro__[:-1] for name in vars(kind)}


def _of(*kinds: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kinds)


_FORMS: tuple[tuple[Callable[[Any], bool], Callable[[Any], Any]], ...] = (
    (_of(BaseModel), _model),
    (_of(enum.Enum), lambda value: canonical(value.value)),
    (_of(str), str.__str__),
    (_of(int), int),
    (_of(float), float),
    (_of(Mapping), _mapping),
    (_of(list, tuple), _sequence),
    (_of(set, frozenset), _set),
    (_of(bytes, bytearray, memoryview), _bytes),
    (_of(datetime.date, datetime.time), lambda value: value.isoformat()),
    (_of(datetime.timedelta), lambda value: value.total_seconds()),
    (_is_upload, _upload),
    (_is_record, _record),
    (_says_itself, str),
)
