"""What generated clients have: a sentinel for arguments that are not given, and known types."""

from typing import Literal

Order = Literal["up", "down"]


class NotGiven:
    """The class of the sentinel."""
