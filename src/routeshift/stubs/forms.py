"""Values of the forms of annotations: unions, containers, aliases, scalars."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from routeshift.stubs.making import TRIES, StubError, ValueMaker, one_line
from routeshift.stubs.objects import is_model
from routeshift.stubs.scalars import LONGEST, SCALARS, Constraints, constraints_of

_NONE = (None, type(None))
_SELDOM = 0.75


def annotated(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A value within the constraints of an `Annotated`, which win over those around it."""
    inner, *metadata = get_args(annotation)
    narrowed = constraints.narrowed(constraints_of(metadata))
    return _checked(annotation, lambda: maker.make(inner, name, narrowed), metadata)


def _checked(annotation: Any, make: Callable[[], Any], metadata: list[Any]) -> Any:
    # Constraints are kept when a value is made; only a validator's code can refuse it afterwards.
    if not any(callable(getattr(m, "func", None)) for m in metadata):
        return make()
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    for _ in range(TRIES):
        try:
            return adapter.validate_python(make())
        except ValidationError:
            continue
    raise StubError(f"No value of {annotation} passes its validators.")


def union(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A value of one branch: of the first that has one."""
    branches = list(get_args(annotation))
    if maker.deep:
        # Deep down the lightest first, or a recursive union would go on.
        branches.sort(key=_weight)
    else:
        maker.draw.shuffle(branches)
        # None last most of the time: what a value contains is what there is to see.
        branches.sort(key=lambda b: b in _NONE and maker.draw.random() < _SELDOM)
    failure: StubError | None = None
    # A branch that cannot be made is no reason to give up: another may be.
    for branch in branches:
        try:
            return maker.make(branch, name, constraints)
        except StubError as error:
            failure = error
    assert failure is not None
    raise failure


def _weight(annotation: Any) -> int:
    """How much a branch can contain: a recursive union ends at its lightest."""
    if annotation in _NONE:
        return 0
    if annotation in SCALARS or get_origin(annotation) is Literal:
        return 1
    return 3 if is_model(annotation, None) else 2


def literal(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """One of the values that a `Literal` lists."""
    return maker.draw.choice(get_args(annotation))


def member(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A member of an enum."""
    return maker.draw.choice(list(annotation))


def items_of(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A list, a set, or a tuple."""
    items = [a for a in get_args(annotation) if a is not Ellipsis] or [Any]
    kind = get_origin(annotation) or annotation
    if kind is tuple and Ellipsis not in get_args(annotation) and get_args(annotation):
        return tuple(maker.make(item, name) for item in items)
    made = [maker.make(items[0], name) for _ in range(_length(maker, constraints))]
    return kind(made) if kind in (tuple, set, frozenset) else made


def _length(maker: ValueMaker, constraints: Constraints) -> int:
    least = constraints.min_length or 0
    if least > LONGEST:
        raise StubError(f"A list of {least} items is not made; at most {LONGEST} are.")
    most = least if maker.deep else least + 2
    return maker.draw.randint(least, min(most, constraints.max_length or most))


def mapping(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A mapping."""
    key, item = get_args(annotation) or (str, Any)
    return {maker.make(key, "key"): maker.make(item) for _ in range(_length(maker, constraints))}


def anything(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A value where any is allowed."""
    kinds = (str, int, bool, float) if maker.deep else (str, int, bool, list[str], dict[str, int])
    return maker.make(maker.draw.choice(kinds), name)


def scalar(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A text, a number, a date, or what else has a row of its own."""
    try:
        return SCALARS[annotation](maker.draw, name, constraints)
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        raise StubError(f"No value of {name} can be made: {one_line(error)}") from error


def alias_of(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A value of what `type X = ...` stands for."""
    alias = annotation if hasattr(annotation, "__value__") else get_origin(annotation)
    return maker.make(alias.__value__, name, constraints)


def new_type(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A value of what a `NewType` is made of."""
    return maker.make(annotation.__supertype__, name, constraints)


def type_variable(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A value of the first type that a type variable may stand for."""
    options = annotation.__constraints__ or (annotation.__bound__ or Any,)
    return maker.make(options[0], name, constraints)


def response(maker: ValueMaker, annotation: Any, name: str, constraints: Constraints) -> Any:
    """A response of the implementation's own, which is sent as it is."""
    from starlette.responses import Response

    return Response(maker.draw.randbytes(24), media_type="application/octet-stream")
