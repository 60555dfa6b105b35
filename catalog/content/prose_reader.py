"""Reading a hand-written page: Markdown below a head in YAML, read as strictly as records are."""

from __future__ import annotations

import re

from catalog.content.yaml_reader import decoded, read_yaml
from catalog.text.tidying import composed

_HEAD = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read_prose(file: str, content: bytes) -> str:
    """The page's source, composed and without signs that nobody sees.

    `file` is the name to show in problems. Raises YamlError where the head is no YAML that we can
    use, as `title: Klub #1` is.
    """
    text = composed(decoded(file, content, "utf-8-sig").replace("\r\n", "\n"))
    if head := _HEAD.match(text):
        read_yaml(file, f"\n{head[1]}".encode())
    return text
