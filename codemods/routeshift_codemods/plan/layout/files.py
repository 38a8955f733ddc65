"""Where the parts of a rewritten module go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from routeshift.errors import WorkTreeError
from routeshift_codemods.index import Index, Module

Kind = Literal["flat", "nested", "init", "layered"]

# What the modules are called, and what else when that name is taken already.
_MODELS = ("models", "schemas", "request_models")
_API = ("api", "protocol")
_ROUTES = ("routes", "fastapi_routes")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of one module go.

    Attributes:
        kind: `flat` for `orders.py`, `nested` for `orders/orders.py`, `init` for
            `orders/__init__.py`, `layered` for `orders/api.py`.
        folder: The package that holds the parts.
        models: The models' file.
        api: The Protocols' file.
        routes: The routers' file.
        facade: The file through which the module's names are importable as before; None for
            `layered`, whose Protocols stay where they are.
        removed: A file that goes.
        shift: How many packages deeper the code lands.
        package: The dotted name of the folder, where its package writes all imports absolute.
    """

    kind: Kind
    folder: Path
    models: Path
    api: Path
    routes: Path
    facade: Path | None
    removed: Path | None = None
    shift: int = 0
    package: str = ""

    def sibling(self, path: Path) -> str:
        """The module of a sibling file, as the files of the folder import it."""
        return f"{self.package}.{path.stem}"


def layout_of(index: Index, module: Module, routes_module: str, *, absolute: bool) -> Layout:
    """Decide where the parts of a module go.

    Args:
        index: The facts.
        module: The module that declares the Protocols.
        routes_module: What the router's module is called.
        absolute: Whether its package writes all imports absolute.

    Raises:
        WorkTreeError: A folder is in the way.
    """
    found = _layout(index, module, routes_module)
    if not absolute:
        return found
    # A folder that is not there yet is called what its module is.
    name = module.name if found.kind in ("flat", "init") else module.package
    return replace(found, package=name)


def _layout(index: Index, module: Module, routes_module: str) -> Layout:
    path = module.path
    if path.stem in ("api", "protocol"):
        return _layered(path, routes_module)
    if module.is_package:
        return _package(index, "init", module, routes_module)
    if path.stem == path.parent.name and index.is_package(path.parent):
        return _package(index, "nested", module, routes_module)
    folder = path.with_suffix("")
    # Python would take the package, and hide the module or the folder.
    if folder.exists():
        raise WorkTreeError(
            f"A folder {folder.name} stands beside the module.",
            file=path,
            hint="Rename one of the two: the module becomes a package of that name.",
        )
    return _flat(index, module, folder, routes_module)


def _flat(index: Index, module: Module, folder: Path, routes_module: str) -> Layout:
    path = module.path
    return Layout(
        kind="flat",
        folder=folder,
        models=_free(index, module, folder, _MODELS),
        api=_free(index, module, folder, _API),
        routes=_free(index, module, folder, (routes_module, *_ROUTES)),
        facade=folder / "__init__.py",
        removed=path,
        shift=1,
    )


def _package(index: Index, kind: Kind, module: Module, routes_module: str) -> Layout:
    folder = module.path.parent
    return Layout(
        kind=kind,
        folder=folder,
        models=_free(index, module, folder, _MODELS),
        api=_free(index, module, folder, _API),
        routes=_free(index, module, folder, (routes_module, *_ROUTES)),
        facade=module.path,
    )


def _layered(path: Path, routes_module: str) -> Layout:
    return Layout(
        kind="layered",
        folder=path.parent,
        models=path.parent / "models.py",
        api=path,
        routes=path.parent / f"{routes_module}.py",
        facade=None,
    )


def _free(index: Index, module: Module, folder: Path, names: tuple[str, ...]) -> Path:
    """A file that is not there, whose name the module does not use for something else."""
    for name in names:
        path = folder / f"{name}.py"
        # The facade binds the submodule's name as well: `models` would be two things.
        if name in module.names:
            continue
        if not index.tree.is_file(path) and not path.with_suffix("").exists():
            return path
    raise WorkTreeError(
        f"The names {', '.join(names)} are all taken.",
        file=folder,
        hint="Move one of these modules away.",
    )
