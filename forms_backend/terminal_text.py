"""The one way in which the service's commands say anything: nothing stored steers a terminal.

Whoever can write the store can put an escape sequence into an open label. What is printed here has
squares instead of characters that a terminal obeys, and a stored text never makes a new line.
"""

from __future__ import annotations

import sys

from catalog.text.folding import visible


def say(line: object = "", *, error: bool = False, flush: bool = False) -> None:
    """Print one line; a line end in it is a square, too."""
    shown = visible(str(line)).replace("\n", "□")
    print(shown, file=sys.stderr if error else sys.stdout, flush=flush)
