"""A module outside of every checkout, whose names come by star imports."""

from pydantic import BaseModel


class Outsider(BaseModel):
    """A model of somebody else."""

    outside: int = 0


class Shadow(BaseModel):
    """A model whose name a package may have, too."""

    shade: int = 0
