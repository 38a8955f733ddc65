"""`python -m routeshift`."""

from routeshift.cli import main

main()
