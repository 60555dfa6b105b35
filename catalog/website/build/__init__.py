"""Building the site: MkDocs, the pages, the files beside them, dead links, the swap."""
