"""Makes the HTML of `make docs`: pages from the spec, the headers and Markdown."""
