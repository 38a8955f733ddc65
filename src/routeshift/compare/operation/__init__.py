"""What an operation declares, place by place: parameters, bodies, security, names, texts.

Called by `comparing` alone.
"""

from routeshift.compare.operation.bodies import body_drafts
from routeshift.compare.operation.naming import operation_name_drafts
from routeshift.compare.operation.pairing import Pair, matched
from routeshift.compare.operation.parameters import parameter_drafts
from routeshift.compare.operation.security import security_drafts
from routeshift.compare.operation.texts import document_drafts, text_drafts

__all__ = [
    "Pair",
    "body_drafts",
    "document_drafts",
    "matched",
    "operation_name_drafts",
    "parameter_drafts",
    "security_drafts",
    "text_drafts",
]
