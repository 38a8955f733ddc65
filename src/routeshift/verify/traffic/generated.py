"""Valid and invalid requests made by schemathesis, as cases."""

from __future__ import annotations

import importlib.util
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from routeshift.verify.cases import Case, DocumentedEndpoint

# What schemathesis adds for itself.
_OWN_HEADERS = frozenset(
    {"user-agent", "accept-encoding", "accept", "connection", "x-schemathesis-testcaseid"}
    | {"content-length"}
)
_BASE = "http://127.0.0.1"
_BOUNDARY = "routeshift-boundary"


def available() -> bool:
    """Whether schemathesis is installed: it comes with the extra `traffic`."""
    return importlib.util.find_spec("schemathesis") is not None


class Generator:
    """Makes cases for the operations of one document.

    Args:
        document: The OpenAPI document.
        seed: Another seed, other cases.

    Attributes:
        refused: Why nothing could be generated, by the operation's label.
    """

    def __init__(self, document: Mapping[str, Any], seed: int) -> None:
        self._seed = seed
        self.refused: dict[str, str] = {}
        self._operations = dict(self._read(document))

    def cases(self, endpoint: DocumentedEndpoint, count: int) -> list[Case]:
        """Valid and invalid cases for one operation, about as many as asked for.

        Args:
            endpoint: The operation.
            count: How many are wanted.
        """
        from schemathesis import GenerationMode

        # Asked once for each operation: what schemathesis keeps for it is large, and let go.
        operation = self._operations.pop(endpoint.label, None)
        if operation is None or count <= 0:
            return []
        half = (count + 1) // 2
        made = {
            mode: self._draw(endpoint, operation, mode, half)
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        }
        return [case for cases in made.values() for case in cases][:count]

    def _read(self, document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        import schemathesis
        from schemathesis.core.result import Ok

        try:
            schema = schemathesis.openapi.from_dict(dict(document))
            results = list(schema.get_all_operations())
        except Exception as error:
            self.refused[""] = _line(error)
            return
        for result in results:
            if isinstance(result, Ok):
                operation: Any = result.ok()
                yield f"{operation.method.upper()} {operation.path}", operation
            else:
                invalid = result.err()
                place = f"{(invalid.method or '').upper()} {invalid.path or ''}"
                self.refused[place.strip()] = _line(invalid)

    def _draw(
        self, endpoint: DocumentedEndpoint, operation: Any, mode: Any, count: int
    ) -> list[Case]:
        import hypothesis.errors

        made: dict[tuple[Any, ...], Case] = {}

        def keep(drawn: Any) -> None:
            case = _case(endpoint.label, drawn, f"schemathesis {mode.value}")
            if case is not None:
                made.setdefault((case.method, case.target, case.headers, case.body), case)

        try:
            self._run(operation, mode, count, keep)
        except hypothesis.errors.Unsatisfiable:
            # What takes anything, or nothing, has no invalid requests.
            if mode.is_positive:
                self.refused[endpoint.label] = "no valid request was found"
        except Exception as error:
            self.refused[endpoint.label] = f"{mode.value}: {_line(error)}"
        return list(made.values())

    def _run(self, operation: Any, mode: Any, count: int, keep: Callable[[Any], None]) -> None:
        import hypothesis
        from hypothesis.configuration import set_hypothesis_home_dir

        settings = hypothesis.settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
            verbosity=hypothesis.Verbosity.quiet,
        )
        set_hypothesis_home_dir(tempfile.gettempdir())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            strategy = operation.as_strategy(generation_mode=mode)
            test = hypothesis.given(strategy)(keep)  # type: ignore[no-untyped-call]
            hypothesis.seed(self._seed)(settings(test))()


def _case(label: str, drawn: Any, origin: str) -> Case | None:
    import requests

    try:
        sent = drawn.as_transport_kwargs(base_url=_BASE)
        prepared = requests.Request(
            **{k: v for k, v in sent.items() if k in _REQUEST_FIELDS}
        ).prepare()
    except Exception:
        return None  # what cannot be a request cannot be sent to either side
    url = urlsplit(prepared.url or "")
    target = url.path + (f"?{url.query}" if url.query else "")
    headers = tuple(
        (_latin(name), _latin(value))
        for name, value in prepared.headers.items()
        if name.lower() not in _OWN_HEADERS
    )
    case = Case(label, drawn.method.upper(), target or "/", headers, _body(prepared.body), origin)
    return _with_fixed_boundary(case)


_REQUEST_FIELDS = frozenset(
    {"method", "url", "headers", "params", "json", "data", "files", "cookies"}
)


def _with_fixed_boundary(case: Case) -> Case:
    # requests draws a boundary of its own, which would make each run's corpus another one.
    found = re.search(r"boundary=([0-9a-f]{32})$", case.header("content-type") or "")
    if found is None or case.body is None:
        return case
    headers = tuple((k, v.replace(found[1], _BOUNDARY)) for k, v in case.headers)
    body = case.body.replace(found[1].encode(), _BOUNDARY.encode())
    return replace(case, headers=headers, body=body)


def _latin(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("latin-1")


def _body(body: Any) -> bytes | None:
    if body is None:
        return None
    return body.encode() if isinstance(body, str) else bytes(body)


def _line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).split("\n")[0][:300]
