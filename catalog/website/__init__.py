"""From a `Catalog` to a folder of pages. Only `plugin.py` knows MkDocs."""
