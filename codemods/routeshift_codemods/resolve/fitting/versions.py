"""What has changed from one version of an API package to another, for those who implement it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from routeshift_codemods.resolve.fitting.differing import Function, Kind, differences, type_of
from routeshift_codemods.resolve.fitting.fit import ApiCalls
from routeshift_codemods.resolve.fitting.renewing import (
    Renewal,
    Renewed,
    api_as_it_was,
    beside,
    moved_apis,
)
from routeshift_codemods.resolve.fitting.requests import PromisedRequest, request_models
from routeshift_codemods.resolve.records import LegacyApi, Method
from routeshift_codemods.resolve.signatures import MethodParameter


def between(
    legacy: Sequence[LegacyApi], old: Sequence[ApiCalls], new: Iterable[ApiCalls]
) -> Renewed:
    """What has changed of APIs from one version of their package to another.

    Args:
        legacy: The legacy APIs of the older version.
        old: What all its APIs call.
        new: What the APIs of the newer version call.
    """
    promised_then = {f.node: f for promise in old for f in promise.methods.values()}
    promises = moved_apis(old)
    apis = [
        *legacy,
        *(api_as_it_was(p, {n: f.parameters for n, f in p.methods.items()}) for p in promises),
    ]
    after = {promise.protocol.name: promise for promise in new}
    renewals, lost = [], {}
    for api in apis:
        promise = after.get(api.protocol.name)
        for method in api.methods:
            promised = promise.declared.get(method.name) if promise is not None else None
            if promise is None or promised is None:
                lost[method.node] = f"the newer version has no {api.protocol.name}.{method.name}"
                continue
            found = _inferred(api, method, promised_then[method.node], promised, promise.kind)
            if isinstance(found, Renewal):
                renewals.append(found)
            elif found is not None:
                lost[method.node] = found
    return Renewed(tuple(apis), tuple(renewals), lost)


def _inferred(
    api: LegacyApi, method: Method, was: Function, promised: Function, kind: Kind
) -> Renewal | str | None:
    """What a method takes by now; why that cannot be told; or nothing, where it takes the same."""
    mine = {p.name: p for p in method.parameters if not p.facts.variadic}
    requests = [one for one in request_models(promised) if one.parameter not in mine]
    if len(requests) > 1:
        both = " or ".join(f"`{one.parameter}`" for one in requests)
        return f"nothing says whether {both} holds what it took"
    if not requests:
        return _unlike(was, promised, kind)
    (request,) = requests
    before, after = beside(promised, request)
    inside = [name for name in mine if name not in (*before, *after)]
    keywords = _keywords(was, {name: mine[name] for name in inside}, promised, request)
    if inside and not keywords:
        return f"no field of `{request.name}` is anything that it took"
    added = tuple(name for name in (*before, *after) if name not in mine)
    return Renewal(api, method, promised, request, before, after, keywords, added=added)


def _unlike(was: Function, promised: Function, kind: Kind) -> str | None:
    """What an implementation would meet, where no request holds what it took."""
    now = {one.parameter: one.name for one in request_models(promised)}
    for one in request_models(was):
        if now.get(one.parameter, one.name) != one.name:
            return f"its `{one.parameter}` is a `{now[one.parameter]}` by now"
    found = differences(was, promised, kind, moved=True)
    return next((message for level, message in found if level == "cannot"), None)


def _keywords(
    was: Function,
    mine: Mapping[str, MethodParameter],
    promised: Function,
    request: PromisedRequest,
) -> dict[str, str]:
    """What the request is given each parameter as.

    It is the same name, or the only field left over that is of the same type, and required or not
    as the parameter was.
    """
    same = {name: given for name, given in request.keywords.items() if name in mine}
    known = {*same.values()}
    theirs = replace(promised, module=request.module)
    gone = {n: _kind_of(was, p) for n, p in mine.items() if n not in same}
    new = {n: _kind_of(theirs, p) for n, p in request.fields.items() if n not in known}
    once = Counter(gone.values()), Counter(new.values())
    renamed = {
        name: field
        for name, kind in gone.items()
        for field, other in new.items()
        if kind is not None and kind == other and once[0][kind] == once[1][kind] == 1
    }
    return {name: (same | renamed)[name] for name in mine if name in same or name in renamed}


def _kind_of(function: Function, parameter: MethodParameter) -> tuple[frozenset[str], bool] | None:
    meant = type_of(function, parameter, moved=True)
    return None if meant is None else (meant, parameter.facts.required)
