"""Layout: what a run writes, as the target's own formatter has it, or ruff where it has none.

It knows texts of files, and not why they are written. Called by `drafting`.
"""

from routeshift_codemods.formatting.laying_out import FileDraft, laid_out

__all__ = ["FileDraft", "laid_out"]
