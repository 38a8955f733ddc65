"""Looking at a target in a process of its own.

The same package is often wanted twice, before and after a change, and Python imports one only once.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from routeshift import errors
from routeshift.errors import RouteshiftError, TargetError
from routeshift.importing import alone
from routeshift.targets import deadline
from routeshift.targets.deadline import IMPORT_SECONDS, hanging
from routeshift.targets.revision import checked_out, named
from routeshift.wire import OPERATION_KINDS, Operation, Source


def document(
    spec: str, python: str | None = None, *, timeout: float = IMPORT_SECONDS
) -> dict[str, Any]:
    """The OpenAPI document of a target, built in a process of its own.

    Args:
        spec: A target, or `git:REV:PATH` of one.
        python: Another interpreter that has the target's dependencies.
        timeout: Seconds until the target must have been imported.

    Raises:
        RouteshiftError: When the target cannot be found, imported or documented.
    """
    with checked_out(spec) as path:
        found: dict[str, Any] = _asked("document", path, python, timeout)
    return found


def operations(
    spec: str, python: str | None = None, *, timeout: float = IMPORT_SECONDS
) -> list[Operation]:
    """The operations of a target, read in a process of its own.

    Args:
        spec: A target, or `git:REV:PATH` of one.
        python: Another interpreter that has the target's dependencies.
        timeout: Seconds until the target must have been imported.

    Raises:
        RouteshiftError: When the target cannot be found or imported.
    """
    found = routes(spec, python, timeout=timeout)
    return [record for record in found if record.kind in OPERATION_KINDS]


def routes(
    spec: str, python: str | None = None, *, timeout: float = IMPORT_SECONDS
) -> list[Operation]:
    """The operations of a target, and a record of each route that is none, as a mount.

    It takes and raises what `operations` does.
    """
    with checked_out(spec) as path:
        found = _asked("routes", path, python, timeout)
    for source in filter(None, (record["source"] for record in found)):
        source["file"] = named(source["file"], path, spec)
    return [_operation(record) for record in found]


def bootstrap(python: str, *words: str) -> list[str]:
    """The command line by which an interpreter runs the module `isolated` with some words."""
    return alone(python, "routeshift.targets.isolated", *words)


def unusable(python: str, error: OSError) -> TargetError:
    """What to say of an interpreter that does not run."""
    hint = "Give the path of a Python interpreter."
    return TargetError(f"{python} cannot be run: {error.strerror}.", hint=hint)


def _asked(what: str, spec: str, python: str | None, timeout: float) -> Any:
    command = bootstrap(python or sys.executable, what, spec, str(timeout))
    # What the target says goes to a file: nobody waits for what it leaves running.
    with tempfile.TemporaryFile() as words:
        try:
            # In a session of its own, which ends with it.
            process = subprocess.Popen(  # noqa: S603
                command, stdout=subprocess.PIPE, stderr=words, start_new_session=True
            )
        except OSError as error:
            raise unusable(command[0], error) from error
        with process:
            try:
                out, _ = process.communicate(timeout=timeout + deadline.GRACE)
            except subprocess.TimeoutExpired:
                raise hanging(spec, timeout) from None
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
        words.seek(0)
        said = words.read().decode("utf-8", "replace").strip().splitlines()
    try:
        answer = json.loads(out)
    except ValueError:
        last = said[-1] if said else f"exit code {process.returncode}"
        raise TargetError(
            f"{spec} cannot be read by {command[0]}: {last.rstrip('.')}.",
            hint=None if command[0] == sys.executable else "It must be a Python interpreter.",
        ) from None
    if "error" in answer:
        raise _error(answer["error"])
    return answer["result"]


def _error(record: dict[str, Any]) -> RouteshiftError:
    # By its class again, for callers that tell a hanging target from others.
    kind = getattr(errors, record.pop("kind"), RouteshiftError)
    error: RouteshiftError = kind(record.pop("message"), **record)
    return error


def _operation(record: dict[str, Any]) -> Operation:
    source = record.pop("source")
    place = Source(Path(source["file"]), source["line"]) if source else None
    # JSON has no tuples, of which an operation is made.
    lists = {name: tuple(fact) for name, fact in record.items() if isinstance(fact, list)}
    return Operation(**record | lists, source=place)
