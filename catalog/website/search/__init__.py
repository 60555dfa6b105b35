"""The search index, and the inflected forms that it knows."""
