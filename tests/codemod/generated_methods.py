"""Random methods of Protocols: every shape of a signature, decorator and docstring."""

from __future__ import annotations

from hypothesis import strategies as st

from .generated_parts import Writer

Parameter = tuple[str, str, str | None]

# The name, the annotation, the default: what a parameter may be.
_SCALARS: tuple[Parameter, ...] = (
    ("name", "str", None),
    ("limit", "int", "20"),
    ("after", "str | None", "None"),
    ("kind", "Kind", "Kind.big"),
    ("mode", 'Literal["a", "b"]', '"a"'),
    ("input", "str", None),
    ("filter", "str | None", "None"),
    ("schema", "str", '"x"'),
    ("model_id", "str", None),
    ("kwargs", "str", '"k"'),
    ("json", "bool", "False"),
    ("seconds", "int", "24 * 3600"),
    ("minutes", "int", "LIMIT"),
    ("hours", "float", "LIMIT / 2"),
    ("ratio", "Annotated[float, Field(gt=0)]", "0.5"),
    ("share", "float", "Field(default=0.5, gt=0)"),
    ("day", '"str | None"', "None"),
    ("week", '"Kind | None"', "None"),
    ("since", "str | NotGiven", "NOT_GIVEN"),
    ("text", "str", "'it\\'s'"),
    ("trace", "str", "Header(...)"),
    ("token", "str | None", "Header(None, description='What (for)')"),
    ("seen", "'Annotated[str, Cookie()]'", "'no'"),
    ("whole", 'Annotated[str, Header(description="a # b")]', None),
)
_QUERY_PARAMETERS: tuple[Parameter, ...] = (
    ("include", "list[str] | None", "None"),
    ("kinds", "list[Kind]", None),
    ("page", "Annotated[int, Query(ge=1)]", "1"),
    ("sort", 'Annotated[str | None, Query(description="How to sort")]', "None"),
    ("order", "Order | None", "None"),
    ("skip", "int", "Query(3, ge=0)"),
    ("title", "str | None", "Query(default=None)"),
)
_BODY_PARAMETERS: tuple[Parameter, ...] = (
    ("tags", "list[str]", None),
    ("order", "Order", None),
    ("data", "dict[str, Any] | None", "None"),
    ("orders", "list[Order] | None", "None"),
    ("extra", "dict[str, list[int]]", None),
    ("either", "Order | Page", None),
    ("marked", "Annotated[str | None, ExtraBodyField('A mark')]", "None"),
)
_FILES: tuple[Parameter, ...] = (
    ("file", "Annotated[UploadFile, File()]", None),
    ("purpose", "Annotated[str, Form()]", None),
    ("expires", "Annotated[int | None, Form()]", "None"),
    ("picture", "UploadFile", "File(...)"),
    ("kind", "str", "Form('a')"),
)

# A path, and the parameters in it in the order of the signature.
_PATHS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ()),
    ("/{order_id}", ("order_id",)),
    ("/{a}/x/{b:path}", ("b", "a")),
    ("/{id:path}", ("id",)),
    ("/{a}/{b}/{c}", ("a", "c", "b")),
)
_ANSWERS = ("Order", "Page", "None", "list[Order]", '"Order"', "dict[str, Any]", "Order | None")
_STREAMS = ("Order | AsyncIterator[Page]", "AsyncIterator[Page]", '"Order | AsyncIterator[Page]"')


def method(w: Writer, number: int) -> str:
    """A method of a Protocol, its decorators included."""
    i = w.indent
    verb = w.pick("GET", "POST", "POST", "DELETE", "PUT")
    path, path_names = w.pick(*_PATHS)
    chosen, answer = _shape(w, verb)
    chosen = [row for row in chosen if row[0] not in path_names]
    plain: list[Parameter] = [(name, "str", None) for name in path_names]
    # The document has parameters in their order, and the router those with a default last.
    rows = plain + sorted(chosen, key=_how_optional)
    doc = docstring(w, [name for name, _, _ in rows])
    head = f"{w.pick('async def', 'async def', 'async def', 'def')} {_name(w, number)}"
    signature = _signature(w, head, _parameters(w, rows), answer)
    lines = decorators(w, f"/r{number}{path}", verb)
    body = w.pick("...", "pass", "raise NotImplementedError", "...")
    if not doc and w.maybe():
        return f"{lines}{i}{signature} {body}{w.behind()}\n\n"
    rest = "" if doc and w.rarely() else f"{i}{i}{body}{w.behind()}\n{w.above(2)}"
    return f"{lines}{i}{signature}{w.behind()}\n{doc}{rest}\n"


def _how_optional(row: Parameter) -> int:
    _, _, default = row
    return 0 if default is None else 1 if "(...)" in default else 2


def _name(w: Writer, number: int) -> str:
    return f"{w.pick('get', 'do', 'list', 'x2y', '_hidden')}_{number}"


def _shape(w: Writer, verb: str) -> tuple[list[Parameter], str]:
    """Parameters beside those of the path, and the answer."""
    pool = _SCALARS + (_BODY_PARAMETERS if verb in ("POST", "PUT") else _QUERY_PARAMETERS)
    chosen = w.draw(st.lists(st.sampled_from(pool), max_size=5, unique_by=lambda row: row[0]))
    answer = w.pick(*_ANSWERS)
    kind = w.draw(st.integers(0, 11)) if verb == "POST" else 0
    if kind == 8:
        return w.draw(st.permutations(_FILES))[: w.draw(st.integers(1, 3))], answer
    if kind == 9:
        body = w.pick(("Annotated[Order, Body(...)]", None), ("Order", "Body(...)"))
        return [("body", *body)], answer
    if kind == 10:
        return [("ask", "Annotated[Ask, Body(...)]", None)], w.pick(*_STREAMS)
    if kind == 11:
        return [*chosen, ("stream", w.pick("bool", "bool | None"), "False")], w.pick(*_STREAMS)
    return chosen, w.pick(answer, answer, answer, "Response")


def _parameters(w: Writer, rows: list[Parameter]) -> list[str]:
    found = ["self", *(_parameter(w, row) for row in rows)]
    if w.rarely():
        found.insert(w.draw(st.integers(1, len(found))), "/")
    elif w.rarely() and rows:
        found.insert(w.draw(st.integers(1, len(rows))), "*")
    return found


def _parameter(w: Writer, row: Parameter) -> str:
    name, annotation, default = row
    if default is None:
        return f"{name}: {annotation}"
    if w.rarely():
        inner = w.indent * 3
        behind, above = w.behind(), w.above(3)
        return f"{name}: {annotation} = ({behind}\n{above}{inner}{default}\n{w.indent * 2})"
    return f"{name}: {annotation} = {default}"


def _signature(w: Writer, head: str, parameters: list[str], answer: str) -> str:
    i = w.indent
    answer = f"({w.behind()}\n{i}{i}{answer}\n{i})" if w.rarely() else answer
    if w.maybe():
        return f"{head}({', '.join(parameters)}) -> {answer}:"
    rows = "".join(f"{w.above(2)}{i}{i}{p},{w.behind()}\n" for p in parameters)
    return f"{head}({w.behind()}\n{rows}{w.above(2)}{i}) -> {answer}:"


_METADATA = (
    "",
    "",
    ", deprecated=True",
    ", public=True",
    ', required_scope="orders.read"',
    ", require_authentication=False",
    ', experimental=True, note="x"',
)


def decorators(w: Writer, route: str, verb: str) -> str:
    """One decorator or two, with comments around and inside of them."""
    i = w.indent
    level = w.pick("V1", "V1", "V1ALPHA", '"v1"')
    more = w.pick(*_METADATA)
    rows = [
        w.pick(
            f'{i}@webmethod(route="{route}", method="{verb}", level={level}{more}){w.behind()}\n',
            f'{i}@webmethod({w.behind()}\n{w.above(2)}{i}{i}route="{route}",{w.behind()}\n'
            f'{i}{i}method="{verb}",\n{i}{i}level={level}{more},\n{i}){w.behind()}\n',
            f'{i}@webmethod("{route}", "{verb}", {level}{more}){w.behind()}\n',
        )
    ]
    if w.rarely():
        old = f'"/old{route}", method="{verb}", level={level}, deprecated=True'
        rows.insert(0, f"{i}@webmethod(route={old}){w.behind()}\n")
    return w.above(1) + w.above(1).join(rows) + w.above(1)


def docstring(w: Writer, names: list[str]) -> str:
    """A docstring of some form, indented, with its line end; empty for none."""
    i = w.indent * 2
    if w.rarely():
        return ""
    quote = w.pick('"""', '"""', "'''")
    prefix = w.pick("", "", "r")
    first = w.pick("", f"\n{i}", " ")
    lines = _told(w, names)
    body = f"\n{i}".join(lines)
    if not body.strip():
        return ""
    body = "\n".join(line.rstrip() for line in body.split("\n"))
    close = w.pick("", f"\n{i}") if "\n" not in body and not body.endswith(('"', "'")) else f"\n{i}"
    return f"{i}{prefix}{quote}{first}{body}{close}{quote}{w.behind()}\n"


def _told(w: Writer, names: list[str]) -> list[str]:
    lines = [
        w.pick("Do it.", f"Say {w.word()} to it.", ""),
        *w.pick([], ["", "  Indented.", "End."], ["", '{"json": [1, 2]}', "", "# no comment"]),
    ]
    if w.maybe():
        lines += [""] if w.maybe() else []
        for name in [*names, *w.pick([], [], ["unknown"])]:
            if w.maybe():
                lines.append(f":param {name}: The {w.word()}")
                lines += w.pick([], ["    on a second line."], ["", "    after a gap."])
        lines += w.pick(
            [],
            [f":returns: What {w.word()} is."],
            [":return: One", "    and two."],
            [":raises ValueError: never"],
        )
    return lines
