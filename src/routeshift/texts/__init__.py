"""The pages of the documentation and the example, as installed users have them, and the rules.

Called by `cli` and `reports`.
"""

from routeshift.texts.explaining import Explanation, explained
from routeshift.texts.pages import EXAMPLE, page_text, page_uri, site_uri

__all__ = ["EXAMPLE", "Explanation", "explained", "page_text", "page_uri", "site_uri"]
