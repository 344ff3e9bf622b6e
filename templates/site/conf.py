"""How Sphinx makes the HTML of `make docs`."""
import os

from sphinx.domains.c import CDomain

project = os.environ["SITE_TITLE"]
release = version = os.environ["SITE_VERSION"]
extensions = ["myst_parser"]
root_doc = "index"
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
highlight_language = "none"
smartquotes = False  # "--save" is an option
primary_domain = "c"
html_theme = "furo"
html_title = f"{project} {release}"
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True}
toc_object_entries = True

# A search finds functions, not each of their parameters as well.
_all = CDomain.get_objects
CDomain.get_objects = lambda self: (one for one in _all(self) if one[2] != "functionParam")
