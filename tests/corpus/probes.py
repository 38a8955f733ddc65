"""Questions about a package, answered by the interpreter that has what it needs.

Run as a script: `probes.py QUESTION ARGUMENT ...` prints JSON. It imports nothing but the
standard library and the package.
"""

import ast
import importlib
import importlib.util
import inspect
import json
import pkgutil
import sys
from pathlib import Path


def decorators(folder):
    """Every decorator `webmethod(...)` below a folder, as `file:line`."""
    return [
        f"{file.relative_to(folder)}:{decorator.lineno}"
        for file in sorted(Path(folder).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for decorator in node.decorator_list
        if "webmethod" in ast.unparse(decorator).partition("(")[0]
    ]


def names(package):
    """What can be imported from each module, by module: the kind of each name."""
    return {name: _names(module) for name, module in _modules(package).items()}


def _modules(package):
    root = importlib.import_module(package)
    found = [package, *(m.name for m in pkgutil.walk_packages(root.__path__, f"{package}."))]
    return {name: importlib.import_module(name) for name in found}


def _names(module):
    return {name: _kind(value) for name, value in vars(module).items() if not _dunder(name)}


def _dunder(name):
    return name.startswith("__") and name.endswith("__")


def _kind(value):
    named = getattr(value, "__qualname__", "") if isinstance(value, type) else ""
    return f"{type(value).__name__} {named}".strip()


def stars(package):
    """What `from module import *` gives, by module, and whether it is defined there.

    Modules whose `__all__` names what is not there give nothing.
    """
    return {
        name: {key: getattr(value, "__module__", "") == name for key, value in _starred(name)}
        for name in _modules(package)
    }


def _starred(name):
    space = {}
    try:
        exec(f"from {name} import *", space)
    except AttributeError:
        return ()
    space.pop("__builtins__")
    return space.items()


def importable(package):
    """The modules that can be imported, whatever else is missing here."""
    root = Path(importlib.util.find_spec(package).submodule_search_locations[0])
    parts = [file.relative_to(root.parent).with_suffix("").parts for file in root.rglob("*.py")]
    named = [names for names in parts if all(name.isidentifier() for name in names)]
    modules = sorted(".".join(names).removesuffix(".__init__") for names in named)
    return [name for name in modules if "__main__" not in name and _imports(name)]


def _imports(name):
    try:
        importlib.import_module(name)
    except (Exception, SystemExit):
        return False
    return True


def signatures(module, name):
    """The methods of a class: the annotations of their parameters, as text."""
    cls = getattr(importlib.import_module(module), name)
    return {
        method: {
            p.name: inspect.formatannotation(p.annotation)
            for p in inspect.signature(function).parameters.values()
            if p.name != "self"
        }
        for method, function in inspect.getmembers(cls, inspect.isfunction)
        if not method.startswith("_")
    }


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
