"""Where a process begins that looks at a target: a script, for whatever interpreter is asked for.

It takes a module of ours whose `main` runs, what the interpreter must have (names and commas), a
folder for what it lacks besides, each of these two perhaps empty, and the words of `main`. The
processes that it serves with begin with this script, too, which is then `__mp_main__`.

No `-c`: for its code Python 3.13 imports a `linecache`, and takes one of the working folder. And
no syntax that is new: an interpreter that is too old says so before it stumbles over our sources.
"""

import os
import sys

if __name__ in ("__main__", "__mp_main__"):
    if sys.version_info < (3, 11):  # noqa: UP036 - who runs this has not asked pip
        words = "{} is Python {}.{}, and Routeshift needs 3.11 or later."
        sys.exit(words.format(sys.executable, *sys.version_info[:2]))
    here = os.path.dirname(os.path.realpath(__file__))
    # Neither this folder is for imports, nor the working folder until a target asks.
    sys.path[:] = [folder for folder in sys.path if folder and os.path.realpath(folder) != here]

    import importlib.util

    # Routeshift comes from here, whatever the interpreter has, and nothing that stands beside it.
    spec = importlib.util.spec_from_file_location(
        "routeshift", os.path.join(here, "__init__.py"), submodule_search_locations=[here]
    )
    assert spec is not None
    assert spec.loader is not None
    sys.modules["routeshift"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["routeshift"])

if __name__ == "__main__":
    name, needed, beside = sys.argv[1:4]
    del sys.argv[1:4]
    missing = [one for one in needed.split(",") if one and not importlib.util.find_spec(one)]
    if missing:
        sys.exit("{} has no {}.".format(sys.executable, " and no ".join(missing)))
    sys.path.extend([beside] if beside else [])
    importlib.import_module(name).main(*sys.argv[1:])
