"""What a run did, would do, and did not do, as records that print and serialise."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from routeshift.errors import RouteshiftError
from routeshift_codemods.changes import FileChange
from routeshift_codemods.plan.decisions import Undecided
from routeshift_codemods.resolve import Decision, Diagnostic, HostMove, SecondOpinion


@dataclass(frozen=True, slots=True)
class MigratedApi:
    """One API that a run rewrites.

    Attributes:
        name: Its name.
        path: The module that declared it.
        operations: How many operations it has.
        requests: Its new request models.
        kept: The methods that stay legacy, and why.
        diagnostics: What a user must know or may decide.
    """

    name: str
    path: Path
    operations: int
    requests: tuple[str, ...]
    kept: tuple[Diagnostic, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """What can no longer be imported from a module: it merely imported it, and nobody takes it.

    Attributes:
        module: The module, which becomes a package.
        path: Its file.
        names: The names.
    """

    module: str
    path: Path
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consulted:
    """A type checker, and about how much it was asked what source does not tell.

    Attributes:
        checker: Its name.
        asked: How many receivers it was asked about.
        decided: How many of them it decided.
    """

    checker: str
    asked: int
    decided: int


@dataclass(frozen=True, slots=True)
class Migration:
    """The plan of a run, or what it did.

    Attributes:
        target: What was migrated.
        apis: The APIs that are rewritten.
        changes: The files, by path.
        unreadable: The files that could not be decoded or parsed, and are not touched.
        diagnostics: What a user must know beside the APIs: comments `# routeshift: ignore` that
            cover nothing, routers that follow another convention.
        unimplemented: The APIs that no implementation was found of, by name.
        dropped: What modules merely imported, and their packages do not re-export.
        undecided: The decisions that are open.
        decided: The decisions that the run writes.
        hosts: Whoever in the project reads the decorators' metadata, which a router does not have.
        implementations: How many functions take a request from now on.
        calls: How many calls pass one.
        unmoved: Why operations keep their implementations and calls.
        staying: The file and line of each implementation and call that these keep.
        outside: The file of each implementation and call that stands outside of the target, and
            stays.
        moved_hosts: Hosts of a known shape, which get lines that find routers, too.
        packages: The packages of the APIs, as `discover` takes them.
        names: The names of all APIs of the target.
        helpers: The files of helpers that routers share, which hold nothing of any API.
        against: The package of the APIs, where the target is a provider of another one's.
        consulted: The type checker that was asked, if one was to be.
    """

    target: Path
    apis: tuple[MigratedApi, ...]
    changes: tuple[FileChange, ...]
    unreadable: tuple[RouteshiftError, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    unimplemented: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    undecided: Undecided = field(default_factory=Undecided)
    decided: tuple[Decision, ...] = ()
    hosts: tuple[Diagnostic, ...] = ()
    implementations: int = 0
    calls: int = 0
    unmoved: tuple[Diagnostic, ...] = ()
    staying: tuple[tuple[Path, int], ...] = ()
    outside: tuple[Path, ...] = ()
    moved_hosts: tuple[HostMove, ...] = ()
    packages: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    helpers: tuple[Path, ...] = ()
    against: Path | None = None
    consulted: Consulted | None = None

    def told_by(self, opinion: SecondOpinion | None) -> Migration:
        """The same with what came of a second opinion."""
        if opinion is None:
            return self
        consulted = Consulted(opinion.checker, opinion.asked, len(opinion.decided))
        notes = self.diagnostics
        if opinion.failure:
            message = f"it {opinion.failure}: what it has not answered stays unknown"
            notes = (*notes, Diagnostic("info", opinion.checker, message, self.target, 1))
        return replace(self, consulted=consulted, diagnostics=notes)

    @property
    def left(self) -> tuple[Diagnostic, ...]:
        """What stays as it is though nobody asked for it: it cannot be rewritten.

        Nothing bridges what a provider leaves.
        """
        kept = tuple(one for api in self.apis for one in api.kept if one.kind == "cannot")
        return kept if self.against is None else (*kept, *self.unmoved)

    @property
    def strands(self) -> bool:
        """Whether hosts would find nothing of what moves: a person has to say what then."""
        return bool(self.hosts and self.apis)

    def as_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "target": str(self.target),
            "changes": [{"file": str(c.path), "kind": c.kind} for c in self.changes],
            "apis": [_api(api) for api in self.apis],
            "failed": [
                {"file": str(e.file), "line": e.line, "message": e.message, "hint": e.hint}
                for e in self.unreadable
            ],
            "notes": [one.as_json() for one in self.diagnostics],
            "unimplemented": list(self.unimplemented),
            "dropped": [
                {"module": one.module, "file": str(one.path), "names": list(one.names)}
                for one in self.dropped
            ],
            "hosts": [host.as_json() for host in self.hosts],
            "moved_hosts": [
                {"file": str(one.module.path), "line": one.line} for one in self.moved_hosts
            ],
            "implementations": self.implementations,
            "calls": self.calls,
            "unmoved": [note.as_json() for note in self.unmoved],
            "staying": [{"file": str(file), "line": line} for file, line in self.staying],
            "outside": len(self.outside),
            "against": None if self.against is None else str(self.against),
            "decided": [decision.as_toml() for decision in self.decided],
            "resolver": None if self.consulted is None else asdict(self.consulted),
        }


def _api(api: MigratedApi) -> dict[str, Any]:
    return {
        "api": api.name,
        "file": str(api.path),
        "operations": api.operations,
        "request_models": list(api.requests),
        "skipped": [one.as_json() for one in api.kept],
        "decisions": [one.as_json() for one in api.diagnostics if one.kind == "decision"],
        "notes": [one.as_json() for one in api.diagnostics if one.kind == "info"],
    }
