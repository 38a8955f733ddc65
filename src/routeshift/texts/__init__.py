"""The pages of the documentation, as installed users read them, and the rules that they list.

Called by `cli` and `reports`.
"""

from routeshift.texts.explaining import Explanation, explained
from routeshift.texts.pages import page_text, page_uri

__all__ = ["Explanation", "explained", "page_text", "page_uri"]
