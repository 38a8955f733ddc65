"""From a signature to what FastAPI is shown: plain parameters and one dynamic request model.

The document of a legacy operation and the wire are both built here, one from the Protocol's
signature and one from the implementation's (rule R6), in the form that migrated code has.
"""

from __future__ import annotations

import copy
import inspect
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import fastapi
from fastapi import Query, params
from pydantic import BaseModel, ConfigDict, Field, PydanticSchemaGenerationError, create_model
from pydantic.fields import FieldInfo
from pydantic.json_schema import SkipJsonSchema

from routeshift.docstrings import Docstring
from routeshift.errors import DeclarationError
from routeshift.serving.signatures.annotations import with_instances
from routeshift.serving.signatures.signature import Argument, Signature
from routeshift.wire import REQUEST, Binding, BoundParameter, Place, field_names

_EMPTY = inspect.Parameter.empty
_HIDDEN: Any = SkipJsonSchema


@dataclass(frozen=True, slots=True)
class RequestShape:
    """What FastAPI is shown of one operation's request.

    Attributes:
        parameters: The handler's parameters.
        model: The request model whose fields the handler spreads; None without one.
        optional: Whether the request model may be missing (rule P4).
        list_fields: Query lists that are accepted as a JSON body too (rule P2).
        renamed: Parameters by their fields, where pydantic has no field of that name (rule P10).
    """

    parameters: tuple[inspect.Parameter, ...]
    model: type[BaseModel] | None
    optional: bool
    list_fields: tuple[str, ...]
    renamed: Mapping[str, str]


def request_shape(
    signature: Signature,
    binding: Binding,
    *,
    name: str,
    module: str,
    documented: Docstring,
) -> RequestShape:
    """Build what FastAPI is shown.

    Args:
        signature: The Protocol's or the implementation's.
        binding: Where its parameters go.
        name: The name of the request model.
        module: The module that the request model belongs to.
        documented: The docstring with the descriptions: the Protocol's.
    """
    split = binding.multipart
    # The parts of a form stay parameters: the document
    # keeps FastAPI's own `Body_...` then (rule D1).
    spread = () if split else binding.request_fields
    plain = [
        _parameter(bound, signature.argument(bound.name), documented)
        for bound in binding.parameters
        if bound not in spread
    ]
    names = [argument.name for argument in signature.arguments]
    # A reserved name hides a method of the model that nobody calls here.
    fields = field_names([bound.name for bound in spread], names, lambda _: False)
    model = _model(name, module, spread, fields, signature, documented) if spread else None
    if model is not None:
        plain.append(_request_parameter(model, binding))
    lists = tuple(bound.name for bound in binding.parameters if bound.also_body)
    renamed = {field: name for name, field in fields.items() if field != name}
    return RequestShape(tuple(plain), model, binding.request_optional, lists, renamed)


def _parameter(
    bound: BoundParameter, argument: Argument, documented: Docstring
) -> inspect.Parameter:
    annotation = argument.annotation
    description = documented.parameter(bound.name)
    marker = argument.marker
    given = bound.place.value.given
    if marker is None and given is not None:
        marked = getattr(fastapi, given)(description=description)
        annotation = Annotated[with_instances(annotation), marked]
    elif description and isinstance(marker, params.Param | params.Body) and not marker.description:
        annotation = _with_description(argument, marker, description)
    default = _EMPTY if bound.place is Place.PATH else argument.default
    return inspect.Parameter(
        bound.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def _with_description(argument: Argument, marker: Any, description: str) -> Any:
    described = copy.copy(marker)
    described.description = description
    # Or pydantic drops the description when the field is merged with its annotation.
    described._attributes_set = {**marker._attributes_set, "description": description}
    annotation = argument.annotation.__origin__
    for item in argument.metadata:
        annotation = Annotated[annotation, described if item is marker else item]
    return annotation


def _request_parameter(model: type[BaseModel], binding: Binding) -> inspect.Parameter:
    annotation: Any = model
    default: Any = _EMPTY
    if binding.request_place is Place.QUERY:
        annotation = Annotated[model, Query()]
    elif binding.request_optional:
        # A missing body, `null` and `{}` are all taken when nothing in it is required (rule P4).
        annotation = model | None
        default = None
    return inspect.Parameter(
        REQUEST, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def _model(
    name: str,
    module: str,
    fields: tuple[BoundParameter, ...],
    names: Mapping[str, str],
    signature: Signature,
    documented: Docstring,
) -> type[BaseModel]:
    definitions = {
        names[bound.name]: _field(
            names[bound.name],
            signature.argument(bound.name),
            documented.parameter(bound.name),
            hidden=bound.hidden,
        )
        for bound in fields
    }
    with warnings.catch_warnings():
        # A parameter may be called `json` or `schema` (rule P10): the field hides a method of
        # BaseModel that nobody calls here.
        warnings.filterwarnings("ignore", message="Field name .* shadows", category=UserWarning)
        try:
            return _built(name, module, definitions)
        except Exception as error:
            faulty = [
                f"`{given}`"
                for given, field in names.items()
                # Pydantic names the type that it does not
                # know, but not the field: each is tried alone.
                if not _builds(name, module, {field: definitions[field]})
            ]
            where = f", for its {' and '.join(faulty)}" if faulty else ""
            raise DeclarationError(
                f"The request model of {signature.name} cannot be built{where}: {error}.",
                hint="Rename the parameter, or give it a type that pydantic knows.",
            ) from error


def _builds(name: str, module: str, definitions: dict[str, Any]) -> bool:
    try:
        _built(name, module, definitions)
    except Exception:
        return False
    return True


# Parameters are called `model_id` in this field, of which pydantic would warn.
_CONFIG = ConfigDict(protected_namespaces=())
_LENIENT = ConfigDict(protected_namespaces=(), arbitrary_types_allowed=True)


def _built(name: str, module: str, definitions: dict[str, Any]) -> type[BaseModel]:
    try:
        return create_model(name, __module__=module, __config__=_CONFIG, **definitions)
    except PydanticSchemaGenerationError:
        return create_model(name, __module__=module, __config__=_LENIENT, **definitions)


def _field(name: str, argument: Argument, description: str | None, *, hidden: bool) -> Any:
    given: dict[str, Any] = {} if argument.default is _EMPTY else {"default": argument.default}
    if name != argument.name:
        given["alias"] = argument.name
    if isinstance(argument.marker, params.Body) and argument.marker.alias:
        given["alias"] = argument.marker.alias
    if description is not None and not _describes_itself(argument):
        given["description"] = description
    annotation = with_instances(_unmarked(argument))
    if hidden:
        annotation = _HIDDEN[annotation]
    return (annotation, Field(**given) if given else ...)


def _describes_itself(argument: Argument) -> bool:
    return any(
        getattr(m, "description", None) for m in argument.metadata if isinstance(m, FieldInfo)
    )


def _unmarked(argument: Argument) -> Any:
    """The annotation without a plain `Body()`, which says nothing inside a model."""
    if not isinstance(argument.marker, params.Body):
        return argument.annotation
    annotation = argument.annotation.__origin__
    for item in argument.metadata:
        if item is not argument.marker:
            annotation = Annotated[annotation, item]
    return annotation


def spread(shape: RequestShape, values: dict[str, Any]) -> dict[str, Any]:
    """The handler's values as the implementation's keyword arguments (rule P7).

    Args:
        shape: What FastAPI was shown.
        values: What FastAPI gave; it is changed.
    """
    if shape.model is None:
        return values
    request = values.pop(REQUEST) or shape.model()
    # Not `model_dump`: implementations get models and enums as they were validated.
    values.update(request.__dict__)
    for field, name in shape.renamed.items():
        values[name] = values.pop(field)
    return values
