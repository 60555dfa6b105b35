"""The programs that some tests need besides Python, in one place: where each is, how to get it.

A test asks here and nowhere else, so that a machine without a tool leaves the test out and says
why. WZAJEMNIE_TESTS_WITHOUT, a list of names with commas, hides tools that are there: so a test
starts the suite as it starts on a poorer machine (`tests/test_missing_tools.py`). Python packages
are hidden when this is imported, so import it first: `pytest -p tests.tools`.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

NODE = Path(__file__).parent / "node"
_MODULES = NODE / "node_modules"
_NPM = "npm ci --prefix tests/node --ignore-scripts"
_HIDDEN = frozenset(filter(None, os.environ.get("WZAJEMNIE_TESTS_WITHOUT", "").split(",")))


@dataclass(frozen=True)
class Tool:
    """A program or a file of one. `commands` are its names on the PATH, the first found is taken;
    `file` is where npm puts it; `module` is the Python package of an extra that may be missing.
    """

    name: str
    missing: str
    commands: tuple[str, ...] = ()
    file: Path | None = None
    module: str | None = None

    @property
    def path(self) -> Path | None:
        """Where it is; None when this machine does not have it."""
        if self.name in _HIDDEN:
            return None
        if self.module is not None:
            spec = importlib.util.find_spec(self.module)
            return Path(spec.origin) if spec and spec.origin else None
        if self.file is not None:
            return self.file if self.file.exists() else None
        found = next(filter(None, map(shutil.which, self.commands)), None)
        return Path(found) if found else None

    def required(self) -> Path:
        """Where it is. Leaves the test out, and says why, when this machine does not have it."""
        found = self.path
        if found is None:
            pytest.skip(self.missing)
        return found

    @property
    def needed(self) -> pytest.MarkDecorator:
        """The mark of a test that is left out where the tool is missing."""
        return pytest.mark.skipif(self.path is None, reason=self.missing)


def _debian(name: str, package: str, *commands: str) -> Tool:
    missing = f"Nie ma polecenia {name}. Debian, Ubuntu: sudo apt install {package}"
    return Tool(name, missing, commands=commands or (name,))


_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = Tool(
    "chromium",
    "Testy w przeglądarce potrzebują Chromium. Debian, Ubuntu: sudo apt install chromium",
    commands=("chromium-headless-shell", *_CHROMIUMS),
)
"""Without windows where that is there: it opens a page in a fifth of the time."""
WHOLE_CHROMIUM = Tool("whole chromium", CHROMIUM.missing, commands=_CHROMIUMS)
"""As people have it, for what takes long and is recorded."""
FIREFOX = _debian("firefox", "firefox-esr", "firefox-esr", "firefox")
NODE_JS = _debian("node", "nodejs npm")
JAVA = _debian("java", "default-jre-headless")
CADDY = _debian("caddy", "caddy")
OPENSSL = _debian("openssl", "openssl")
SYSTEMD = _debian("systemd-analyze", "systemd")
SYSUSERS = _debian("systemd-sysusers", "systemd")
TMPFILES = _debian("systemd-tmpfiles", "systemd")
POSTGRES = Tool(
    "postgresql",
    "Nie ma serwera PostgreSQL. Debian, Ubuntu: sudo apt install postgresql",
    commands=(
        "initdb",
        *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)),
    ),
)
AXE = Tool("axe", f"Brakuje axe-core: {_NPM}", file=_MODULES / "axe-core" / "axe.min.js")
VNU = Tool(
    "vnu", f"Brakuje vnu-jar: {_NPM}", file=_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
)
ICAL = Tool("ical.js", f"Brakuje ical.js: {_NPM}", file=_MODULES / "ical.js")
LIGHTHOUSE = Tool(
    "lighthouse", f"Brakuje Lighthouse: {_NPM}", file=_MODULES / ".bin" / "lighthouse"
)
TYPST = Tool("typst", "Potrzebny jest typst (dodatek „print”).", module="typst")
PAGEFIND = Tool("pagefind", "Brakuje extra „search”.", module="pagefind_bin")
MORFEUSZ = Tool("morfeusz2", "Brakuje extra „polish”.", module="morfeusz2")
PYSTEMMER = Tool("pystemmer", "Brakuje extra „polish”.", module="Stemmer")

TOOLS: Mapping[str, Tool] = {
    one.name: one
    for one in (
        CHROMIUM,
        NODE_JS,
        JAVA,
        CADDY,
        OPENSSL,
        SYSTEMD,
        FIREFOX,
        SYSUSERS,
        TMPFILES,
        POSTGRES,
        AXE,
        VNU,
        ICAL,
        LIGHTHOUSE,
        TYPST,
        PAGEFIND,
        MORFEUSZ,
        PYSTEMMER,
    )
}

for _tool in TOOLS.values():
    if _tool.module is not None and _tool.name in _HIDDEN:
        sys.modules[_tool.module] = None  # type: ignore[assignment]  # as if never installed
