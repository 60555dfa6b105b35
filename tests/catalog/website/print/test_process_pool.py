"""Laws of processes beside the build."""

from __future__ import annotations

import signal
import subprocess
import sys

from tests.conftest import clean_environment

_KILLED = """
import os, signal
from catalog.website.print.process_pool import worker_pool
with worker_pool(1, workers=2) as run:
    assert [1, 2] == list(run(abs, [-1, -2]))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_build_leaves_no_process() -> None:
    """Each would keep 100 MB of a small machine for ever, where the forms are served."""
    run = subprocess.run(
        (sys.executable, "-c", _KILLED),
        env=clean_environment(),
        stdout=subprocess.PIPE,  # ends when everybody has left who could write to it
        timeout=30,
        check=False,
    )
    assert -signal.SIGKILL == run.returncode
