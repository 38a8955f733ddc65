"""Request models: one class for each method that takes query parameters or body fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from routeshift.wire import RESERVED_FIELDS, Place, field_names
from routeshift_codemods.edit import ParameterComments, is_pragma
from routeshift_codemods.index import Index, UnknownValueError
from routeshift_codemods.new import (
    Argument,
    Expression,
    Line,
    Template,
    apart,
    argument,
    call,
    code_of,
    commented,
    dotted,
    identifier,
    literal,
)
from routeshift_codemods.plan.code.fields import ParameterRenderer
from routeshift_codemods.resolve import Method, alias_of, annotated_parts, needs_arbitrary_types
from routeshift_codemods.syntax import names_used

_MODEL = Template("""
class {name}({base}):
    {rows}
""")
_CONFIG = Template("model_config = {config}")
_DEMANDED = "# What the document demands, whatever else may be left out or must be sent."


@dataclass(frozen=True, slots=True)
class RequestModel:
    """The request model of one method.

    Attributes:
        name: Its name.
        text: Its class statement, with a line end.
        fields: The field of each parameter, by the parameter's name.
        aliases: What it is given some of them as, where that is neither's name.
    """

    name: str
    text: str
    fields: dict[str, str]
    aliases: dict[str, str]

    def made_of(self, values: Mapping[str, Expression]) -> list[Argument]:
        """The arguments that it is made of, from the values of its parameters."""
        given = self.fields | self.aliases
        return [argument(given[name], value) for name, value in values.items()]


def request_model(
    method: Method, renderer: ParameterRenderer, comments: ParameterComments
) -> RequestModel:
    """Render the request model of a method that has request fields.

    A comment says whose it is: a docstring would be a description in the document.
    """
    fields = request_fields(method)
    hidden = {b.name for b in method.binding.request_fields if b.hidden}
    hidden |= set() if method.spread else {p.name for p in method.parameters if p.undocumented}
    aliases = request_aliases(renderer.index, method, fields)
    configured = _config(method, renderer, fields, by_name=None in aliases.values())
    rows: list[Line] = []
    for name, field in fields.items():
        alias = name if field != name else None
        docs = method.docs.parameter(name)
        row = renderer.field(
            field,
            method.parameter(name),
            docs,
            alias,
            hidden=name in hidden,
            spread=method.spread,
        )
        rows.append(_beside(comments, name, row))
    if configured:
        rows[0] = apart(rows[0])
    name = method.binding.request_name
    base = renderer.symbols.use("pydantic", "BaseModel")
    text = _class(_about(method), name, base, [*configured, *rows])
    return RequestModel(name, text, fields, known_aliases(aliases))


def request_fields(method: Method) -> dict[str, str]:
    """The field of each parameter that goes into the request model, by the parameter's name."""
    return field_names(
        [bound.name for bound in method.binding.request_fields],
        [parameter.name for parameter in method.parameters],
        lambda name: name in RESERVED_FIELDS or name in _annotation_names(method, name),
    )


def request_aliases(index: Index, method: Method, names: Iterable[str]) -> dict[str, str | None]:
    """What a request is given parameters with an alias as; None where source does not tell.

    Pydantic ignores a field's own name where it has an alias, and clients may not send it.

    Args:
        index: The facts.
        method: The method.
        names: The parameters that go into its request.
    """
    found: dict[str, str | None] = {}
    for name in names:
        try:
            alias = alias_of(index, method.module, method.parameter(name))
        except UnknownValueError:
            found[name] = None
        else:
            found |= {} if alias is None else {name: alias}
    return found


def known_aliases(aliases: Mapping[str, str | None]) -> dict[str, str]:
    """Those that source tells."""
    return {name: alias for name, alias in aliases.items() if alias is not None}


def whole_model(
    method: Method, renderer: ParameterRenderer, body: RequestModel | None, name: str
) -> RequestModel:
    """Render the model that an implementation takes under the `whole` convention.

    Args:
        method: The method, which has path parameters.
        renderer: Renders parameters.
        body: The request model of its other parameters, if it has some.
        name: The name of the model.
    """
    fields = {bound.name: bound.name for bound in method.binding.at(Place.PATH)}
    rows = [
        renderer.field(field, method.parameter(field), method.docs.parameter(field))
        for field in fields
    ]
    base = renderer.symbols.use("pydantic", "BaseModel") if body is None else body.name
    aliases = known_aliases(request_aliases(renderer.index, method, fields))
    text = _class(f"{_about(method)}, with its path", name, base, rows)
    if body is None:
        return RequestModel(name, text, fields, aliases)
    return RequestModel(name, text, fields | body.fields, aliases | body.aliases)


def _about(method: Method) -> str:
    return f"The request of {method.protocol.name}.{method.name}"


def _class(about: str, name: str, base: str, rows: Sequence[Line]) -> str:
    made = _MODEL.statement(name=identifier(name), base=dotted(base), rows=rows)
    return f"# {about}.\n{code_of(made)}"


def _beside(comments: ParameterComments, name: str, row: Line) -> Line:
    """A field with the comments that stood beside its parameter."""
    if not comments.beside_any([name]):
        return row
    code = code_of(row).rstrip("\n")
    above, end = comments.beside(name, code)
    behind = end.strip()
    # A formatter breaks a call, and what is said of the field would stand behind its last bracket.
    if code.endswith(")") and not is_pragma(behind):
        return commented(row, [*above, behind] if behind else above)
    return commented(row, above, behind or None)


def _config(
    method: Method, renderer: ParameterRenderer, fields: dict[str, str], *, by_name: bool
) -> list[Line]:
    annotations = [
        annotated_parts(renderer.index, renderer.module, method.parameter(name).node.annotation)[0]
        for name in fields
    ]
    settings = {
        # Pydantic refuses a class that it knows nothing of, as serving does not (rule P9).
        "arbitrary_types_allowed": any(
            needs_arbitrary_types(renderer.index, renderer.module, node) for node in annotations
        ),
        # A field with an alias is set by its own name in code, and by its alias on the wire.
        "populate_by_name": by_name or any(name != field for name, field in fields.items()),
    }
    chosen = {name: literal(True) for name, wanted in settings.items() if wanted}
    required = _documented_as_required(method)
    if required is not None:
        chosen["json_schema_extra"] = literal({"required": required})
    if not chosen:
        return []
    config = call(renderer.symbols.use("pydantic", "ConfigDict"), **chosen)
    return [commented(_CONFIG.line(config=config), [] if required is None else [_DEMANDED])]


def _documented_as_required(method: Method) -> list[str] | None:
    """The fields that the document demands; None when they are those that clients must send."""
    documented, served = method.documented, method.binding
    if documented is None or served.request_place is not Place.FIELD:
        return None
    demanded = [bound.name for bound in documented.request_fields if bound.required]
    known = {bound.name for bound in documented.request_fields}
    sent = [b.name for b in served.request_fields if b.required and b.name in known]
    return None if demanded == sent else demanded


def _annotation_names(method: Method, name: str) -> set[str]:
    """The names in the annotations of a field with a default, and of the fields behind it.

    A class body evaluates `date: date | None = None` with `date` bound to None already.
    """
    fields = [method.parameter(b.name) for b in method.binding.at(Place.FIELD, Place.QUERY)]
    # In a class body a field with a value hides the type of its name for all below it.
    at = next((i for i, p in enumerate(fields) if p.name == name), len(fields))
    described = method.docs.parameter(name) is not None
    if at == len(fields) or (fields[at].default is None and not described):
        return set()
    annotations = [p.node.annotation for p in fields[at:] if p.node.annotation is not None]
    defaults = [p.default for p in fields[at + 1 :] if p.default is not None]
    carried = [c for p in fields[at:] if p.wire for c in (p.wire.annotation, p.wire.default) if c]
    imported = {imported for c in carried for _, imported in c.imports.values()}
    return names_used([*annotations, *defaults, *(c.node for c in carried)]) | imported
