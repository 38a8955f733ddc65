"""The names that a migration must not change, and the ones it gives, decided in one place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

# What begins with a letter is found fastest: what stands in front is looked at afterwards.
_CLASS = re.compile(r"class(?<![^\n]class)\s+(\w+)")
_LEVEL = re.compile(r"/(v\d+(?:[a-z]+\d*)?)(?:/|$)")
_CAMEL_BORDER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# The last parts of a module name that say what the module holds, not which API it is.
_LAYER_MODULES = frozenset({"api", "routes", "fastapi_routes", "protocol"})
_FACTORY = re.compile(r"create_(?:(?P<api>\w+)_)?router")


# What the parameter is called that takes a request model.
REQUEST = "request"

# What a pydantic model has already: a field of such a name would hide it.
_RESERVED = """
    construct copy dict from_orm json parse_file parse_obj parse_raw schema schema_json
    update_forward_refs validate model_computed_fields model_config model_construct
    model_copy model_dump model_dump_json model_extra model_fields model_fields_set
    model_json_schema model_parametrized_name model_post_init model_rebuild model_validate
    model_validate_json model_validate_strings
"""
RESERVED_FIELDS = frozenset(_RESERVED.split())

# How an API's tag is made: from which of its names, or by a table.
Words = str | Mapping[str, str]
TAG_WORDS = ("protocol", "title")


def request_model_name(method: str) -> str:
    """The request model of a method (rule D1): each `_` part capitalised, then `Request`.

    >>> request_model_name("openai_update_vector_store")
    'OpenaiUpdateVectorStoreRequest'
    """
    return pascal_case(method) + "Request"


def request_model_names(
    claims: Iterable[tuple[str, str]], taken: Collection[str]
) -> dict[tuple[str, str], str]:
    """The request models of all methods of a package (rule D1), no name twice (trap T22).

    A name that a class of the package has already, or that an API earlier in the alphabet
    claims, gets the API's name in front. The answer for an API stays the same while the others
    migrate one by one, for their claims become classes of the same names.

    >>> request_model_names([("orders", "list"), ("carts", "list")], taken=())
    {('carts', 'list'): 'ListRequest', ('orders', 'list'): 'OrdersListRequest'}

    Args:
        claims: API and method of every webmethod of the package, whatever its parameters.
        taken: The names of the classes at the top level of the package's modules.
    """
    names: dict[tuple[str, str], str] = {}
    # In one order, or the name would depend on which API was found first.
    for api, method in sorted(set(claims)):
        name = request_model_name(method)
        if name in taken or name in names.values():
            name = pascal_case(api) + name
        names[api, method] = name
    return names


def class_names(source: str) -> list[str]:
    """The names of the classes at the top level of a module, from its text.

    >>> class_names("class A:\\n    class B: ...\\nclass C(A): ...")
    ['A', 'C']
    """
    return _CLASS.findall(source)


def pascal_case(name: str) -> str:
    """Each `_` part of a name capitalised.

    >>> pascal_case("openai_update_vector_store")
    'OpenaiUpdateVectorStore'
    """
    return "".join(part.capitalize() for part in name.split("_"))


def field_names(
    parameters: Iterable[str], taken: Collection[str], reserved: Callable[[str], bool]
) -> dict[str, str]:
    """The fields of a request model, by the parameters that they are made of (rule P10).

    No field begins with an underscore, and none has a name that is reserved: it gets another one,
    and the parameter's name as its alias.

    >>> field_names(["_x", "json"], ["_x", "json", "x"], RESERVED_FIELDS.__contains__)
    {'_x': 'x_', 'json': 'json_'}

    Args:
        parameters: The parameters that become fields.
        taken: The names that no field may get besides: those of all parameters.
        reserved: Whether a class with a field of this name would not work.
    """
    fields: dict[str, str] = {}
    for parameter in parameters:
        name = parameter.lstrip("_") or "field"
        if name == parameter and not reserved(parameter):
            fields[parameter] = parameter
            continue
        name = f"{name}_" if name == parameter else name
        while name in taken or name in fields.values():
            name += "_"
        fields[parameter] = name
    return fields


def summary(method: str) -> str:
    """The summary of an operation (rule D2), from its method's name.

    >>> summary("list_batches")
    'List Batches'
    """
    return method.replace("_", " ").title()


def tag_of(api: str, protocol: str, words: Words | None) -> str:
    """The tag of an API's operations (rule D3), in the words of its codebase.

    >>> tag_of("vector_io", "VectorIO", "protocol"), tag_of("vector_io", "VectorIO", "title")
    ('VectorIO', 'Vector Io')
    >>> tag_of("vector_io", "VectorIO", {"vector_io": "Vectors"})
    'Vectors'

    Args:
        api: The name of the API.
        protocol: The name of its Protocol.
        words: `protocol`, which None stands for, or `title`, or the tags of some APIs by name.
    """
    if isinstance(words, str):
        return summary(api) if words == "title" else protocol
    return (words or {}).get(api, protocol)


def snake_case(name: str) -> str:
    """A class name as an API name.

    >>> snake_case("ToolGroups"), snake_case("VectorIO"), snake_case("RAGToolRuntime")
    ('tool_groups', 'vector_io', 'rag_tool_runtime')
    """
    return _CAMEL_BORDER.sub("_", name).lower()


def api_module_name(module: str) -> str:
    """The API that a module declares, from its dotted name.

    `apis.batches.batches`, `batches.api`, `batches.routes` and `batches` are one API.
    Names of layers are dropped only below the first part.

    >>> api_module_name("shop.batches.fastapi_routes"), api_module_name("shop.batches.batches")
    ('batches', 'batches')
    """
    return api_place(module).rpartition(".")[2]


def api_place(module: str) -> str:
    """The module or package that holds all of what a module is a part of.

    >>> api_place("shop.tools.routes"), api_place("shop.tools.tools"), api_place("shop.tools")
    ('shop.tools', 'shop.tools', 'shop.tools')
    """
    parts = module.split(".")
    while len(parts) > 1 and parts[-1] in _LAYER_MODULES:
        parts.pop()
    # `batches/batches.py` is the layout of the newest codebases: the folder is the API.
    if len(parts) > 2 and parts[-1] == parts[-2]:
        parts.pop()
    return ".".join(parts)


def api_name(module: str, protocol: str, *, alone: bool) -> str:
    """The name of one API.

    Args:
        module: Dotted name of the module that declares the Protocol.
        protocol: Name of the Protocol class.
        alone: Whether it is the only API of its module; otherwise modules cannot name it.
    """
    return api_module_name(module) if alone else snake_case(protocol)


def router_factory_name(api: str, *, alone: bool) -> str:
    """The function in `routes.py` that makes the router of an API."""
    return "create_router" if alone else f"create_{api}_router"


def factory_api(module: str, function: str) -> str | None:
    """The API whose router a function makes, or None if it is no router factory.

    >>> factory_api("shop.orders.routes", "create_router")
    'orders'
    >>> factory_api("shop.tools.routes", "create_tool_groups_router")
    'tool_groups'
    """
    match = _FACTORY.fullmatch(function)
    if match is None:
        return None
    return match["api"] or api_module_name(module)


def level_of(path: str) -> str | None:
    """The level that a path starts with, or None.

    Levels come from the operation's own path, never from a router's prefix (trap T14).

    >>> level_of("/v1alpha/admin/health"), level_of("/v2rc1/jobs"), level_of("/health")
    ('v1alpha', 'v2rc1', None)
    """
    match = _LEVEL.match(path)
    return match[1] if match else None
