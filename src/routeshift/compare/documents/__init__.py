"""Documents: loaded from wherever they are, checked, with what they declare.

Called by everyone in `compare`; of the library it reads `targets`, which make documents.
"""

from routeshift.compare.documents.components import Components, Renaming
from routeshift.compare.documents.document import Document, is_plain_reference
from routeshift.compare.documents.inputs import load
from routeshift.compare.documents.operations import DocumentedOperation, nameless, operations_of
from routeshift.compare.documents.secrets import learn_values

__all__ = [
    "Components",
    "Document",
    "DocumentedOperation",
    "Renaming",
    "is_plain_reference",
    "learn_values",
    "load",
    "nameless",
    "operations_of",
]
