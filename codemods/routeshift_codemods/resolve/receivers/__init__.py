"""Receivers: which object does a call reach, as far as source tells?

What an expression may be `inference` says. Above `implementing`. Called by `resolve`, for those who
call that.
"""

from routeshift_codemods.resolve.receivers.arguments import fits
from routeshift_codemods.resolve.receivers.operations import Implementing, Operated, operated
from routeshift_codemods.resolve.receivers.reads import Read
from routeshift_codemods.resolve.receivers.second_opinion import SecondOpinion, opinion_of
from routeshift_codemods.resolve.receivers.site import Site
from routeshift_codemods.resolve.receivers.sites import Sites

__all__ = [
    "Implementing",
    "Operated",
    "Read",
    "SecondOpinion",
    "Site",
    "Sites",
    "fits",
    "operated",
    "opinion_of",
]
