"""What the methods of an API took before requests held their arguments, and what they take now."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from routeshift import docstrings
from routeshift.wire import bind
from routeshift_codemods.index import FunctionNode
from routeshift_codemods.resolve.fitting.differing import Function
from routeshift_codemods.resolve.fitting.fit import ApiCalls
from routeshift_codemods.resolve.fitting.requests import PromisedRequest, spread, usual_request
from routeshift_codemods.resolve.records import LegacyApi, Method
from routeshift_codemods.resolve.signatures import MethodParameter


@dataclass(frozen=True, slots=True, eq=False)
class Renewal:
    """A method whose arguments a request holds by now.

    Attributes:
        api: Its API as it was.
        method: It as it was.
        promised: It as it is.
        request: What it takes.
        before: The plain parameters in front of the request.
        after: Those behind it.
        keywords: What the request is given each argument as, by what it was called.
        ordered: Whether the order of the arguments is known.
        added: The plain parameters that it did not have.
    """

    api: LegacyApi
    method: Method
    promised: Function
    request: PromisedRequest
    before: tuple[str, ...]
    after: tuple[str, ...]
    keywords: Mapping[str, str]
    ordered: bool = True
    added: tuple[str, ...] = ()

    @property
    def renamed(self) -> dict[str, str]:
        """What the request is given an argument as, where that is another name."""
        return {name: given for name, given in self.keywords.items() if name != given}

    @property
    def fields(self) -> dict[str, str]:
        """The request's field of each argument."""
        return {name: self.request.fields[given].name for name, given in self.keywords.items()}

    @property
    def demanded(self) -> tuple[str, ...]:
        """What must be given, and no argument was for: fields of the request, and beside it."""
        known = {*self.keywords.values()}
        required = [p.name for p in self.promised.parameters if p.facts.required]
        fields = self.request.fields.items()
        inside = (given for given, p in fields if p.facts.required and given not in known)
        return (*inside, *(name for name in self.added if name in required))


@dataclass(frozen=True, slots=True)
class Renewed:
    """APIs as their implementers knew them, with what of them has changed.

    Attributes:
        apis: The APIs as they were.
        renewals: The methods that take a request by now.
        lost: Why what became of a method cannot be told, by its function.
    """

    apis: tuple[LegacyApi, ...]
    renewals: tuple[Renewal, ...]
    lost: Mapping[FunctionNode, str] = field(default_factory=dict)

    @property
    def taken(self) -> dict[ast.stmt, str]:
        """What the methods that have moved take a request as, by what they were."""
        return {one.method.node: one.request.parameter for one in self.renewals}


def since_the_move(legacy: Sequence[LegacyApi], calls: Iterable[ApiCalls]) -> Renewed:
    """What the APIs of a package must have been, where nobody has the version before.

    A request's fields were parameters, in their order; where plain ones stand beside it, nobody
    knows in which order they came. One that moved in part is still one API: what implements it has
    what stayed, too.

    Args:
        legacy: The APIs that are legacy still.
        calls: What all its APIs call.
    """
    staying = {method.node for api in legacy for method in api.methods}
    apis = {api.protocol: api for api in legacy}
    renewals = []
    moved = moved_apis(calls)
    protocols = {node: one.protocol for one in moved for node in one.protocol.body}
    for promise in moved:
        methods = _own_methods(promise, protocols)
        requests = {
            name: None if function.node in staying else usual_request(function)
            for name, function in methods.items()
        }
        were = {name: spread(f, requests[name]) for name, f in methods.items()}
        api = api_as_it_was(promise, were)
        if promise.protocol in apis:
            api = _whole(apis[promise.protocol], api)
        apis[promise.protocol] = api
        for method in (one for one in api.methods if one.name in requests):
            request, promised = requests[method.name], promise.methods[method.name]
            if request is not None:
                renewals.append(_renewal(api, method, promised, request))
    return Renewed(tuple(apis.values()), tuple(renewals))


def _own_methods(
    promise: ApiCalls, protocols: Mapping[ast.stmt, ast.ClassDef]
) -> dict[str, Function]:
    """The methods of an API: what it has of another one by inheritance is that one's operation.

    Args:
        promise: What the API calls.
        protocols: The Protocol of each statement in one of an API.
    """
    return {
        name: function
        for name, function in promise.methods.items()
        if protocols.get(function.node, promise.protocol) is promise.protocol
    }


def _whole(legacy: LegacyApi, moved: LegacyApi) -> LegacyApi:
    """An API that moved in part: what stayed of it is as it stands."""
    own = {method.name for method in legacy.methods}
    others = (one for one in moved.methods if one.name not in own)
    return replace(moved, methods=(*others, *legacy.methods))


def moved_apis(calls: Iterable[ApiCalls]) -> list[ApiCalls]:
    """Those of some APIs that are routers, each once.

    Args:
        calls: What the APIs call.
    """
    found = {promise.protocol: promise for promise in calls if promise.kind == "router"}
    return list(found.values())


def api_as_it_was(
    promise: ApiCalls, methods: Mapping[str, tuple[MethodParameter, ...]]
) -> LegacyApi:
    """A router's API as a legacy one, for those who implement and call it.

    Args:
        promise: What it calls.
        methods: The parameters of its methods.
    """
    found = []
    for name, parameters in methods.items():
        function = promise.methods[name]
        owner = next((c for c in promise.classes if function.node in c.body), promise.protocol)
        # Where they travel is the business of its router.
        binding = bind(name, "POST", "", [p.facts for p in parameters])
        docs = docstrings.parse(ast.get_docstring(function.node, clean=False))
        found.append(Method(function.module, owner, function.node, (), parameters, binding, docs))
    classes = tuple(sorted(promise.classes, key=lambda one: one.lineno))
    return LegacyApi(promise.api, promise.module, promise.protocol, classes, tuple(found), True)


def _renewal(
    api: LegacyApi, method: Method, promised: Function, request: PromisedRequest
) -> Renewal:
    before, after = beside(promised, request)
    given = request.keywords
    return Renewal(api, method, promised, request, before, after, given, not before)


def beside(promised: Function, request: PromisedRequest) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parameters in front of a request, and those behind it.

    Args:
        promised: The method.
        request: What it takes.
    """
    names = [p.name for p in promised.parameters if not p.facts.variadic]
    at = names.index(request.parameter)
    return tuple(names[:at]), tuple(names[at + 1 :])
