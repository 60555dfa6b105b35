"""Kinds of public institutions: what each does for anybody today, by which law, how one starts."""
