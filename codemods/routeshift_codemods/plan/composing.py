"""How the parts of a file are put together: header, docstring, imports, and what stands below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from routeshift_codemods.edit import Change, applied
from routeshift_codemods.index import Module
from routeshift_codemods.new import code_of, docstring
from routeshift_codemods.plan.code import NewModels
from routeshift_codemods.plan.imports import KEPT, SHOWN, File, Namespace, merged
from routeshift_codemods.plan.layout import Rewrite, Statement, logger_changes


@dataclass(frozen=True, slots=True)
class FileComposer:
    """Puts the files of one module together.

    Attributes:
        there: The files beside it that are there already, by path.
        rewrite: The module, and where the files go.
        namespace: Which names each file has.
        models: The request models.
        early: What needs them above the Protocols; None for nothing.
    """

    there: Mapping[Path, Module | None]
    rewrite: Rewrite
    namespace: Namespace
    models: NewModels
    early: Statement | None = None

    def file(self, file: File, title: str, body: str, extra: dict[str, tuple[str, str]]) -> str:
        """The text of a file; of one that is there already, with more in it.

        Args:
            file: Which file it is.
            title: Its docstring, where the module has none for it.
            body: Its code without imports.
            extra: What generated code imports: the module and the name, by what it is called.
        """
        layers = self.rewrite.layers
        imports = self.namespace.imports(body, file, extra)
        layered = self.rewrite.layout.kind == "layered"
        existing = self.there.get(getattr(self.rewrite.layout, file)) if layered else None
        if existing is not None:
            return merged(existing, imports, body, self.namespace.block())
        # A Protocol in an `api.py` of its own stays where
        # it is, and its file keeps all that is its own.
        stays = layered and file == "api"
        own = layers.docstring if stays else None
        header = layers.header if own else layers.legal
        text = self._block(own) if own else code_of(docstring(title))
        future = "" if file == "routes" else "".join(map(self._block, layers.future))
        remark = self._remark(file, body)
        blocks = "".join(f"\n{block}" for block in (remark, future, imports) if block)
        return f"{header}{text}{blocks}{_separated(body)}"

    def _remark(self, file: File, body: str) -> str:
        """What stands above imports of which some are there for other modules, or for examples."""
        stays = self.rewrite.layout.kind == "layered" and file == "api"
        remark = KEPT if stays and self.namespace.no_longer_used(body) else ""
        if not remark and self.namespace.in_examples(body, file):
            remark = SHOWN
        told = stays and remark in self.rewrite.module.source.text
        return "" if told else remark.removesuffix("\n")

    def moved(self, statements: Sequence[Statement], changes: Sequence[Change]) -> str:
        """The statements that go to a file, as they are there, with new request models between."""
        module = self.rewrite.module
        changes = [*changes, *logger_changes(module, self.rewrite.layout), *self.namespace.carried]
        parts: list[str] = []
        for statement in statements:
            text = applied(module, changes, statement.first, statement.last)
            above = self._blank_lines(statement) + self._in_front(statement)
            parts.append(above + text.removesuffix("\n") + "\n")
        return "".join(parts)

    def _blank_lines(self, statement: Statement) -> str:
        """As many blank lines as stood above the statement, two at the most."""
        lines = self.rewrite.module.source.lines
        count = 0
        while statement.first - 2 - count >= 0 and not lines[statement.first - 2 - count].strip():
            count += 1
        # Two at the most, as every formatter has it:
        # more would be a gap where statements have left.
        return "\n" * min(count, 2)

    def _in_front(self, statement: Statement) -> str:
        """The request models that go in front of the class whose methods take them.

        Or in front of what needs them above it.
        """
        if self.namespace.requests_in != "api":
            return ""
        nodes, early = statement.nodes, self.early
        return "".join(
            f"{model.text}\n\n"
            for owner, model in self.models.classes
            if (owner in nodes if early is None else statement is early)
        )

    def footer(self) -> str:
        """The comments at the end of the module."""
        return f"\n\n{self.rewrite.layers.footer}\n" if self.rewrite.layers.footer else ""

    def _block(self, statement: Statement) -> str:
        return self.rewrite.module.source.block(statement.first, statement.last)


def _separated(body: str) -> str:
    """A body with the blank lines that belong between it and the imports."""
    bare = body.lstrip("\n")
    first = next((line for line in bare.split("\n") if not line.startswith("#")), "")
    definition = first.startswith(("class ", "def ", "async def ", "@"))
    return ("\n\n" if definition else "\n") + bare
