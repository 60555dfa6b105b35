"""What the files for a server say of the memory of the processes that hold what people type."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.test_deploy import DEPLOY, unit
from tests.tools import SYSTEMD

SPANS = {"s": 1, "min": 60, "h": 3600, "d": 86400}


def seconds(span: str) -> int:
    """A span of time as systemd writes it."""
    ((number, word),) = re.findall(r"^(\d+)(\w+)$", span)
    return int(number) * SPANS[word]


@pytest.mark.parametrize(
    ("name", "most"), [("wzajemnie-forms.service", 2 * 3600), ("caddy.conf", 2 * 86400)]
)
def test_what_people_typed_does_not_stay_in_memory(name: str, most: int) -> None:
    """Both processes that hold it end after a while and start anew; neither dumps nor swaps."""
    service = unit(DEPLOY / name)["Service"]
    lives = seconds(service["RuntimeMaxSec"]) + seconds(service["RuntimeRandomizedExtraSec"])
    assert lives <= most
    assert ("0", "0", "always") == tuple(
        service[key] for key in ("LimitCORE", "MemorySwapMax", "Restart")
    )


@SYSTEMD.needed
def test_systemd_reads_what_is_added_to_caddy(tmp_path: Path) -> None:
    """Beside a unit like Debian's, it is understood."""
    beside = tmp_path / "caddy.service.d" / "wzajemnie.conf"
    beside.parent.mkdir()
    beside.write_text((DEPLOY / "caddy.conf").read_text(encoding="utf-8"), encoding="utf-8")
    whole = tmp_path / "caddy.service"
    whole.write_text("[Service]\nExecStart=/bin/true\nRestart=on-failure\n", encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(whole)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stderr)
