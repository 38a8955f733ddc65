"""A parameter of a method as a field of its request model, or as a parameter of a handler."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from routeshift_codemods.index.index import Index, Module
from routeshift_codemods.plan.text import call, string, wrapped_string
from routeshift_codemods.resolve.parameters import (
    MethodParameter,
    annotated_parts,
    marker_of,
)

# What FastAPI's markers take and pydantic's Field does not.
_MARKER_ONLY = frozenset(
    {
        "embed",
        "media_type",
        "include_in_schema",
        "convert_underscores",
        "example",
        "openapi_examples",
    }
)


@dataclass(frozen=True, slots=True)
class Written:
    """Writes parameters of one module.

    Attributes:
        index: The facts.
        module: The module that the parameters stand in.
        width: How long a line may be.
    """

    index: Index
    module: Module
    width: int

    def source(self, node: ast.expr) -> str:
        """An expression as it stands in source, on one line if it has no comment in it."""
        text = self.module.source.segment(node)
        if "\n" not in text:
            return text
        inside = self.module.tokens.comments_between(node.lineno, (node.end_lineno or 0) - 1)
        return text if inside else _double_quoted(node)

    def annotation(self, parameter: MethodParameter) -> str:
        """The annotation without its FastAPI marker; other metadata stays."""
        node = parameter.node.annotation
        if node is None:
            return "Any"
        bare, metadata = annotated_parts(self.index, self.module, node)
        kept = [m for m in metadata if marker_of(self.index, self.module, m) is None]
        if len(kept) == len(metadata):
            return self.source(node)
        assert bare is not None
        if not kept:
            return self.source(bare)
        assert isinstance(node, ast.Subscript)
        parts = [self.source(part) for part in (bare, *kept)]
        return f"{self.source(node.value)}[{', '.join(parts)}]"

    def default(self, parameter: MethodParameter) -> str | None:
        """The default in source; None without one."""
        default = parameter.default
        if default is None:
            return None
        if default is parameter.marker or parameter.facts.field_default:
            return self._given_default(default)
        return self.source(default)

    def constraints(self, parameter: MethodParameter) -> dict[str, str]:
        """What a marker or a `Field(...)` default says beside the default, by keyword."""
        calls = [parameter.marker]
        if parameter.facts.field_default:
            calls.append(parameter.default)
        found: dict[str, str] = {}
        for node in calls:
            for keyword in getattr(node, "keywords", []):
                if keyword.arg not in (None, "default", *_MARKER_ONLY):
                    found[keyword.arg] = self.source(keyword.value)
        return found

    def field(
        self, name: str, parameter: MethodParameter, description: str | None, alias: str | None
    ) -> str:
        """One line (or several) of a request model's body, without its indentation."""
        arguments: dict[str, str] = {}
        default = self.default(parameter)
        constraints = self.constraints(parameter)
        if default is not None and "default_factory" not in constraints:
            arguments["default"] = default
        if alias is not None:
            arguments["alias"] = string(alias)
        arguments |= constraints
        head = f"{name}: {self.annotation(parameter)}"
        if description is not None and "description" not in arguments:
            arguments["description"] = wrapped_string(
                description, "description=", " " * 8, self.width
            )
        if not arguments:
            return head
        if list(arguments) == ["default"]:
            return f"{head} = {arguments['default']}"
        pairs = [f"{key}={value}" for key, value in arguments.items()]
        return call(
            f"{head} = Field", self._unwrapped(pairs, head, description), "    ", self.width
        )

    def _unwrapped(self, pairs: list[str], head: str, description: str | None) -> list[str]:
        """The same with the description on one line, when the whole call fits on one."""
        if description is None:
            return pairs
        one = [
            f"description={string(description)}" if pair.startswith("description=(") else pair
            for pair in pairs
        ]
        fits = len(f"    {head} = Field({', '.join(one)})") <= self.width
        return one if fits else pairs

    def described(
        self, parameter: MethodParameter, marker: str | None, description: str | None
    ) -> str:
        """The annotation of a handler's parameter, with a marker that carries the description.

        Args:
            parameter: The parameter.
            marker: The marker to add when it has none, as it is called in the file.
            description: What the docstring says of it.
        """
        node = parameter.node.annotation
        text = "Any" if node is None else self.source(node)
        own = parameter.marker
        if own is None:
            if marker is None or description is None:
                return text
            return f"Annotated[{text}, {marker}(description={string(description)})]"
        if own is parameter.default:
            return f"Annotated[{text}, {self._redescribed(own, description, drop_default=True)}]"
        assert node is not None
        bare, metadata = annotated_parts(self.index, self.module, node)
        assert bare is not None
        parts = [self.source(bare)]
        parts += [
            self._redescribed(item, description) if item is own else self.source(item)
            for item in metadata
        ]
        return f"Annotated[{', '.join(parts)}]"

    def _redescribed(
        self, marker: ast.expr, description: str | None, *, drop_default: bool = False
    ) -> str:
        if not isinstance(marker, ast.Call):
            head, arguments, known = self.source(marker), [], set[str | None]()
        else:
            head = self.source(marker.func)
            arguments = [] if drop_default else [self.source(arg) for arg in marker.args]
            kept = [k for k in marker.keywords if not (drop_default and k.arg == "default")]
            arguments += [f"{k.arg}={self.source(k.value)}" for k in kept]
            known = {k.arg for k in marker.keywords}
        is_dependency = marker_of(self.index, self.module, marker) in ("Depends", "Security")
        if description is not None and "description" not in known and not is_dependency:
            arguments.append(f"description={string(description)}")
        return f"{head}({', '.join(arguments)})"

    def _given_default(self, node: ast.expr) -> str | None:
        if not isinstance(node, ast.Call):
            return None
        given = next((k.value for k in node.keywords if k.arg == "default"), None)
        given = given or (node.args[0] if node.args else None)
        if given is None or (isinstance(given, ast.Constant) and given.value is Ellipsis):
            return None
        return self.source(given)


def _double_quoted(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if '"' in text or "\\" in text else text.replace("'", '"')
