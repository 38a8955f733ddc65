"""Body fields that client SDKs do not name, and send as extra ones."""

from typing import Annotated, Any

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo


def extra_body(model: Any, key: str) -> dict[str, Any]:
    """What `openapi_extra` says of the fields that are marked as extra ones.

    Args:
        model: The request model, whose schema leaves them out.
        key: The extension that lists them: `x-...` of the operation, or
            `requestBody.x-...`, which has them by their names.
    """
    fields = {f.alias or n: f for n, f in model.model_fields.items()}
    listed = [_listed(n, f) for n, f in fields.items() if _marker(f)]
    place, _, name = key.rpartition(".")
    if not place:
        return {key: listed}
    by_name: dict[str, Any] = {}
    for one in listed:
        told = {k: one[k] for k in one.keys() & {"description"}}
        by_name[one["name"]] = one["schema"] | told
    return {place: {name: by_name}}


def _listed(name: str, field: FieldInfo) -> dict[str, Any]:
    annotation: Any = field.annotation
    for item in field.metadata:
        if type(item).__name__ != "SkipJsonSchema":
            annotation = Annotated[annotation, item]
    template = "#/components/schemas/{model}"
    schema = TypeAdapter(annotation).json_schema(ref_template=template)
    schema.pop("$defs", None)
    told = {"name": name, "schema": schema, "required": field.is_required()}
    marked = getattr(_marker(field), "description", None)
    description = marked or field.description
    return told | ({"description": description} if description else {})


def _marker(field: FieldInfo) -> Any:
    names = {type(item).__name__: item for item in field.metadata}
    return names.get("ExtraBodyField")
