"""What a command line names: a file, standard input, a git revision, a local URL, a TARGET."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from routeshift import git, targets
from routeshift.compare.documents.document import Document
from routeshift.compare.documents.fetching import fetched
from routeshift.compare.documents.models import model_sources
from routeshift.compare.documents.operations import nameless
from routeshift.compare.documents.reading import MAX_BYTES, parse
from routeshift.compare.documents.secrets import learn_values
from routeshift.errors import DocumentError
from routeshift.redaction import Redaction
from routeshift.targets import IMPORT_SECONDS, checked_out, named
from routeshift.wire import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routeshift.wire import Operation

_SUFFIXES = (".json", ".yaml", ".yml")


def load(
    spec: str,
    python: str | None = None,
    *,
    timeout: float = IMPORT_SECONDS,
    redaction: Redaction | None = None,
) -> Document:
    """The document that a word of the command line names.

    Args:
        spec: A path to JSON or YAML, "-" for standard input, "git:REV:path", a URL on
            this machine, or a TARGET (a package's path, "package.module", "module:app",
            "git:REV:path" of a package).
        python: Another interpreter that has a TARGET's dependencies.
        timeout: Seconds until a TARGET must have been imported.
        redaction: Hides the secrets of a URL; the usual ones unless one is given. It learns what
            the document says of fields and parameters whose names it lists.

    Returns:
        The checked document.

    Raises:
        DocumentError: When the document cannot be read or used.
        TargetError: When a TARGET cannot be turned into one.
    """
    hiding = redaction or Redaction()
    found = _load(spec, python, timeout, hiding)
    learn_values(hiding, found.data)
    return found


def _load(spec: str, python: str | None, timeout: float, hiding: Redaction) -> Document:
    if spec == "-":
        # One more than may be, so that a larger text is refused and not cut.
        return parse(sys.stdin.buffer.read(MAX_BYTES + 1), "<standard input>")
    if spec.startswith("git:") and spec.lower().endswith(_SUFFIXES):
        return parse(_from_git(spec), spec)
    if "://" in spec:
        hiding.learn_url(spec)
        return parse(fetched(spec, hiding), hiding.text(spec))
    path = Path(spec)
    # A file of any other name is a document as well, but for Python, which is a target.
    if path.suffix.lower() in _SUFFIXES or (path.is_file() and path.suffix != ".py"):
        return parse(_from_file(path), spec)
    return _from_target(spec, python, timeout)


def _from_file(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(
                f"The document has {size // 1_000_000} MB; at most"
                f" {MAX_BYTES // 1_000_000} MB are read.",
                file=path,
                hint="Split it by path first.",
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise DocumentError(
            f"The document cannot be read: {reason}.", file=path, hint="Check the path."
        ) from None


def _from_git(spec: str) -> bytes:
    parts = spec.split(":", 2)
    if len(parts) != 3 or not parts[1] or not parts[2] or parts[1].startswith("-"):
        raise DocumentError(
            f"{spec!r} does not name a file of a revision.",
            hint="Write git:REV:path, such as git:HEAD~1:openapi.json.",
        )
    try:
        return git.blob(Path.cwd(), parts[1], parts[2])
    except git.NoSuchFileError as error:
        raise DocumentError(
            f"git has no {parts[2]!r} at {parts[1]!r}: it is new, or was elsewhere.",
            hint="What is new has nothing to be compared with yet; name what was elsewhere as OLD.",
        ) from error
    except git.GitError as error:
        raise DocumentError(
            f"git has no {parts[2]!r} at {parts[1]!r}: {error}.",
            hint="Check the revision, and give the path from the root of the repository.",
        ) from error


def _from_target(spec: str, python: str | None, timeout: float) -> Document:
    with checked_out(spec) as path:
        data = targets.document(path, python, timeout=timeout)
        sources = _sources(targets.operations(path, python, timeout=timeout))
    placed = {
        name: Source(Path(named(str(one.file), path, spec)), one.line)
        for name, one in sources.items()
    }
    return Document(data, spec, sources=placed)


def _sources(operations: Iterable[Operation]) -> dict[str, Source]:
    """Where the operations of a TARGET are declared, by "METHOD /path", and its models."""
    found = {
        nameless(str(operation)): operation.source
        for operation in operations
        if operation.source is not None
    }
    return found | model_sources(sorted({one.file for one in found.values()}))
