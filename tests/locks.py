"""What users install, by hash, and the list of it for machines: `make locks` writes both.

`locks/*.txt` are read by plain pip with `--require-hashes`: the pins of constraints.txt with the
SHA-256 of every file that was released for any platform, and a marker where a package is only for
some. `locks/sbom.json` is the same list as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/).
uv resolves them; it is needed here alone.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "locks"
SBOM = FOLDER / "sbom.json"
SETS = {
    "all": ("desk", "polish", "print", "search", "sheets", "sql"),
    "usual": ("polish", "print", "search", "sheets", "sql"),
    "search": ("search",),
    "least": (),
}
"""Each lock with its extras: `make` takes the first one whose packages this machine can have."""
OLDEST = "3.11"
_HEAD = "# Made by `make locks`: the pins of constraints.txt by hash. Do not edit.\n"
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)(?: ; (.*?))?(?: \\)?$")
_HASH = re.compile(r"^ +--hash=sha256:([0-9a-f]{64})(?: \\)?$")


@dataclass(frozen=True)
class Pin:
    """One package: its only version, when it is installed at all, and the hashes of its files."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def pins(text: str) -> Iterator[Pin]:
    """The packages of a lock. Raises ValueError for a line that is none of a lock's."""
    found: list[tuple[tuple[str, ...], list[str]]] = []
    for line in text.splitlines():
        if pin := _PIN.match(line):
            found.append(((pin[1], pin[2], pin[3] or ""), []))
        elif (one := _HASH.match(line)) and found:
            found[-1][1].append(one[1])
        elif line and not line.startswith("#"):
            raise ValueError(line)
    for (name, version, marker), hashes in found:
        yield Pin(name, version, marker, tuple(hashes))


def lock(uv: str, extras: tuple[str, ...]) -> str:
    """One lock, for every platform and every Python that we support."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    with TemporaryDirectory() as folder:
        asked, out = Path(folder) / "build.in", Path(folder) / "lock.txt"
        asked.write_text("\n".join(build), encoding="utf-8")
        words = [uv, "pip", "compile", "pyproject.toml", str(asked), "-o", str(out), "--quiet"]
        words += ["--universal", "--python-version", OLDEST, "--generate-hashes", "--no-config"]
        words += ["--no-header", "--no-annotate", "-c", "constraints.txt"]
        words += [word for extra in extras for word in ("--extra", extra)]
        subprocess.run(words, cwd=ROOT, check=True)
        return _HEAD + out.read_text(encoding="utf-8")


def sbom(text: str, least: str) -> dict[str, Any]:
    """The list for machines, without a time or a number of its own: it can be made again."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    always = {pin.name for pin in pins(least)}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": project["name"],
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"expression": project["license"]}],
            }
        },
        "components": [
            {
                "type": "library",
                "bom-ref": (purl := f"pkg:pypi/{pin.name}@{pin.version}"),
                "name": pin.name,
                "version": pin.version,
                "scope": "required" if pin.name in always else "optional",
                "hashes": [{"alg": "SHA-256", "content": one} for one in pin.hashes],
                **_licences(pin.name),
                "purl": purl,
            }
            for pin in pins(text)
        ],
    }


def _licences(name: str) -> dict[str, Any]:
    """What the package says of its licence; nothing where it says nothing that can be quoted."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return {}
    key = "License-Expression"
    return {"licenses": [{"expression": told[key]}]} if key in told else {}


def main() -> int:
    """Write the locks and the list."""
    uv = shutil.which("uv")
    if uv is None:
        print("Needs uv: pip install uv", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    made = {name: lock(uv, extras) for name, extras in SETS.items()}
    for name, text in made.items():
        (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8")
    listed = json.dumps(sbom(made["all"], made["least"]), indent=1, ensure_ascii=False)
    SBOM.write_text(listed + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
