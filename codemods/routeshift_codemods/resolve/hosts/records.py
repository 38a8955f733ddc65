"""What a host is, and what stands in its place."""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from routeshift_codemods.index import FunctionNode, Index, Module
from routeshift_codemods.resolve.records import Diagnostic
from routeshift_codemods.syntax import local_names, walk

Owner = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Edit:
    """An expression of a host, and what stands for it.

    Attributes:
        node: The expression.
        code: What stands for it.
        was: The expression as text.
        served: Whether it says what is served in place of what was declared.
    """

    node: ast.expr
    code: str
    was: str
    served: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """The lines that let a host find what has moved, too.

    Attributes:
        code: The statements.
        imports: The imports that they need, each a statement.
        before: The statement in front of which they stand.
        behind: The one behind which they do. Without either a person has to see how they fit in.
        edits: What stands for expressions of the host behind these lines.
        looks_up: Whether they find the one operation of a request: nobody else does that for it.
    """

    code: str
    imports: tuple[str, ...] = ()
    before: ast.stmt | None = None
    behind: ast.stmt | None = None
    edits: tuple[Edit, ...] = ()
    looks_up: bool = False

    def as_text(self) -> str:
        """All of it, imports first."""
        head = "".join(f"{line}\n" for line in self.imports)
        edits = [
            f"# `{edit.code}` in place of `{edit.was}`\n"
            for edit in self.edits
            if edit.code != edit.was
        ]
        code = self.code + "".join(dict.fromkeys(edits))
        return f"{head}\n{code}" if head else code


def gives(owner: Owner) -> bool:
    """Whether others get something from a definition by calling it.

    Args:
        owner: A function or a class.
    """
    kinds = ast.Return | ast.Yield | ast.YieldFrom
    inner = walk(owner) if not isinstance(owner, ast.ClassDef) else []
    return any(isinstance(node, kinds) and node.value is not None for node in inner)


def free(name: str, known: Collection[str]) -> str:
    """A name that nothing has yet.

    Args:
        name: What it is to be called.
        known: The names that are taken.
    """
    return name if name not in known else free(f"{name}_", known)


def name_of(node: ast.AST | None) -> str | None:
    """The variable that an expression is.

    Args:
        node: An expression, if there is one.
    """
    return node.id if isinstance(node, ast.Name) else None


def named(node: ast.AST) -> str:
    """What an expression has as an attribute or as a string.

    Args:
        node: An expression.
    """
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "value", None)
    return name if isinstance(name, str) else ""


def written(module: Module, node: ast.expr | ast.stmt) -> str:
    """A node as it stands in its module, when it has one line; else as Python writes it.

    Args:
        module: The module.
        node: An expression or a statement.
    """
    found = module.source.segment(node)
    return found if "\n" not in found else ast.unparse(node)


@dataclass(frozen=True)
class Use:
    """A place that depends on the metadata.

    Attributes:
        module: The module.
        owners: The classes and functions around it, the outermost first.
        line: The line.
        message: How it depends on it.
    """

    module: Module
    owners: tuple[Owner, ...]
    line: int
    message: str

    @cached_property
    def function(self) -> ast.stmt | None:
        """What others call to read the metadata: a function of the module that gives it on."""
        first = self.owners[0] if self.owners else None
        return first if first is not None and gives(first) else None

    @property
    def dotted(self) -> str:
        """The names of what is around it."""
        return ".".join(owner.name for owner in self.owners)

    @property
    def outermost(self) -> str:
        """The name of the outermost definition around it, or of the module."""
        return self.owners[0].name if self.owners else self.module.name

    @property
    def name(self) -> str:
        """The name of the innermost definition around it, or of the module."""
        return self.owners[-1].name if self.owners else self.module.name

    @property
    def innermost(self) -> FunctionNode | None:
        """The innermost function around it."""
        return next((o for o in reversed(self.owners) if isinstance(o, FunctionNode)), None)

    def diagnostic(self, code: str = "") -> Diagnostic:
        """It, as users are told of it."""
        subject = self.dotted or self.module.name
        return Diagnostic("host", subject, self.message, self.module.path, self.line, code=code)


@dataclass(frozen=True, slots=True)
class Host:
    """A function that depends on the metadata.

    Attributes:
        module: Its module.
        function: The innermost function around the place.
        packages: The packages of the APIs, as arguments of `discover`.
        line: The line where it depends on it.
        index: The whole project.
        lookups: The names, in this module, of functions that find a route by its path.
        cls: The class whose method it is.
    """

    module: Module
    function: FunctionNode
    packages: str
    line: int
    index: Index
    lookups: frozenset[str] = frozenset()
    cls: ast.ClassDef | None = None

    def free(self, name: str) -> str:
        """A name that neither its module nor its function has.

        Args:
            name: What it is to be called.
        """
        return free(name, {*self.module.names, *local_names(self.function)})
