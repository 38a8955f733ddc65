"""One start of an app with many routes: `python -m benchmarks.starting mounted`, or `included`.

Each start has a process of its own, as a server has: how often garbage is collected depends on all
that a process made before. Printed are the CPU seconds of the start, and those of the first request
after it.
"""

import functools
import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable

from fastapi import APIRouter, FastAPI

from benchmarks import sides
from benchmarks.asgi import Client
from routeshift import mount
from routeshift.discovery import Api, Factory

MANY = 1000
BODY = {"name": "a", "size": 3}
FIRST = "/v1/things0/x"
LAST = f"/v1/things{MANY - 1}/x"


def measured(side: str) -> tuple[float, float]:
    """The seconds of a start and those of its first request, from a new process.

    Args:
        side: A name of `SIDES`.
    """
    command = [sys.executable, "-m", "benchmarks.starting", side]
    start, first = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return start, first


def api(name: str, factory: Callable[[object], APIRouter]) -> Api:
    """A migrated API of a router factory."""
    return Api(name=name, tag=name, factory=Factory(factory, None))


def mounted() -> FastAPI:
    """An app with its APIs mounted."""
    app = FastAPI()
    numbers = range(0, MANY, sides.EACH)
    apis = [api(f"api{n}", functools.partial(_wide, n)) for n in numbers]
    mount(app, apis, {one.name: object() for one in apis})
    return app


def included() -> FastAPI:
    """FastAPI's own app of the same routers."""
    return sides.included(sides.many_routers(MANY))


SIDES: dict[str, Callable[[], FastAPI]] = {"mounted": mounted, "included": included}


def _wide(number: int, _: object) -> APIRouter:
    return sides.wide_router(number)


def _starting(make: Callable[[], FastAPI]) -> tuple[float, float]:
    gc.collect()
    begun = time.process_time()
    app = make()
    started = time.process_time()
    Client(app).call("POST", LAST, BODY)
    return started - begun, time.process_time() - started


if __name__ == "__main__":
    print(json.dumps(_starting(SIDES[sys.argv[1]])))
