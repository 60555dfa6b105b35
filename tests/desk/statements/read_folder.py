"""What becomes of each file of a folder: `python -m tests.desk.statements.read_folder DIR`.

For trying files that are not kept here: those of a bank whose profile is being written, or the
samples of other projects (`samples/README.md` tells what came of them).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from desk.statements.reading import read_statement
from desk.statements.statement import StatementError

ENDINGS = {".sta", ".txt", ".xml", ".csv", ".xlsx", ".mt940", ".940"}


def outcomes(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Each file's name, how many lines were read (0: refused), and why it was refused."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower() in ENDINGS:
            name = path.relative_to(folder).as_posix()
            try:
                statements = read_statement(path.read_bytes(), name)
            except StatementError as error:
                yield name, 0, str(error)
            else:
                yield name, sum(len(one.lines) for one in statements), ""


if __name__ == "__main__":
    for name, lines, why in outcomes(Path(sys.argv[1])):
        print(f"{name}: {lines} lines" if lines else why)
