"""An app with many routes, as a module to be imported."""

from benchmarks import sides
from benchmarks.starting import MANY

app = sides.included(sides.many_routers(MANY))
