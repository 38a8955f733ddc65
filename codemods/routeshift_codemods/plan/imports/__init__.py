"""Which names each file imports, exports and re-exports. Above `layout` and `code`.

Called by `helpers`, `repository`, `module`, `composing`, `rewriting` and `migrate`.
"""

from routeshift_codemods.plan.imports.block import ImportBlock, Section, section_of
from routeshift_codemods.plan.imports.facade import KEPT, SHOWN, Facade, facade_text
from routeshift_codemods.plan.imports.merging import merged
from routeshift_codemods.plan.imports.namespace import File, Namespace
from routeshift_codemods.plan.imports.package_init import amended
from routeshift_codemods.plan.imports.proof import refuse_lost_names
from routeshift_codemods.plan.imports.reexports import Reexport, with_requests

__all__ = [
    "KEPT",
    "SHOWN",
    "Facade",
    "File",
    "ImportBlock",
    "Namespace",
    "Reexport",
    "Section",
    "amended",
    "facade_text",
    "merged",
    "refuse_lost_names",
    "section_of",
    "with_requests",
]
