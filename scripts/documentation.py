"""What the site has beside docs/, as a hook of MkDocs: pages from the root, and the reference.

There are no copies: a page at the root is read where it is, and links lead to where the site shows
a file. One that a page names and that is no page, as a module of the example, comes along as it is.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
# What pages at the root are called in the site, where README.md would be its first page.
PAGES = {
    "README.md": "overview.md",
    "migration_guide.md": "migration_guide.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
}
# Whose public names the reference has.
MODULES = (
    "routeshift",
    "routeshift.compare",
    "routeshift.verify",
    "routeshift.pytest_plugin",
    "routeshift_codemods.testing",
)
ASSETS = ROOT / "scripts" / "site"
# A function that has the name of its module is taken for the module.
_HIDDEN = {
    "routeshift": """
::: routeshift.webmethod.webmethod
    options:
      show_root_heading: true
      show_root_toc_entry: true
      show_root_full_path: false
"""
}
_LINK = re.compile(r"""(\]\(|\b(?:src|srcset|href)=")([^)"#:\s]+)""")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Take the address of the site from the one place that names it, for reports, too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    config.site_url = project.get("urls", {}).get("Documentation", "")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages from the root, the reference, and what pages link to."""
    for name, page in PAGES.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / name)))
    for module in MODULES:
        text = f"# {module}\n\n::: {module}\n{_HIDDEN.get(module, '')}"
        files.append(File.generated(config, f"reference/{module}.md", content=text))
    for asset in ASSETS.iterdir():
        files.append(File.generated(config, f"assets/{asset.name}", abs_src_path=str(asset)))
    for file in files.documentation_pages():
        for _, link in _LINK.findall(file.content_string):
            there = _there(file, link)
            if there.is_file() and _place(there) not in files.src_uris:
                files.append(File.generated(config, _place(there), abs_src_path=str(there)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let links lead to where the site has the file."""
    here = Path(page.file.src_uri).parent

    def moved(found: re.Match[str]) -> str:
        there = _there(page.file, found[2])
        return found[1] + (os.path.relpath(_place(there), here) if there.is_file() else found[2])

    return _LINK.sub(moved, markdown)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Name what the theme leaves without a name, which is all that a screen reader would say."""
    search = 'data-md-component="search" role="dialog"'
    return output.replace(search, f'{search} aria-label="Search"')


def _there(file: File, link: str) -> Path:
    """The file that a link of a page names, which may be none."""
    source = file.abs_src_path
    return (Path(source).parent if source else ROOT).joinpath(link).resolve()


def _place(there: Path) -> str:
    """What the site calls a file of the project."""
    name = there.relative_to(ROOT).as_posix()
    return PAGES.get(name, name.removeprefix("docs/"))
