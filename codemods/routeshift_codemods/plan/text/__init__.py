"""Text of a user's files, edited so that all else stays: it imports nothing of `plan`.

Called by everyone in `plan`.
"""

from routeshift_codemods.plan.text.line_ends import with_line_ends
from routeshift_codemods.plan.text.toml import edited_toml, put

__all__ = ["edited_toml", "put", "with_line_ends"]
