"""What Lighthouse gives pages of each kind: the mobile preset, the median of five, by turns.

The real site is built and served as `deploy/Caddyfile` serves it: compressed, with its headers.
Lighthouse comes from npm (`npm ci --prefix tests/node`); the browser is Debian's Chromium, which
is told to ask nobody for anything but the page.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from catalog.loading import load
from catalog.website.build.plugin import build_prose_and_data
from tests.bench.report import ROOT, table, write_section
from tests.browser.conftest import QUIET, Zipped
from tests.tools import LIGHTHOUSE, WHOLE_CHROMIUM

PAGES = (
    "/",
    "/organizacje/",
    "/organizacje/ops-klucze/",
    "/kluby/kis-wiecbork/",
    "/formularze/organizacja/",
    "/en/",
    "/en/organizations/",
    "/en/organizations/ops-klucze/",
    "/en/clubs/kis-wiecbork/",
    "/en/forms/organization/",
)
"""One page of each kind that issue 6 names: home, list, organization, club, form; then the same
in English."""

LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 99}
"""What issue 6 wants, by Lighthouse's own name of the category."""

_GOOD = {name: 0.9 if name == "performance" else 1 for name in LEAST}
"""From which score on an audit has not failed."""
_NOT_JUDGED = ("notApplicable", "manual", "informative")

_HEADER = re.compile(
    r"^\s+(?:header @others )?(Content-Security-Policy|X-\S+|Referrer-Policy|Permissions-Policy"
    r'|Cache-Control) "([^"]+)"$',
    re.MULTILINE,
)


@functools.cache
def headers() -> Mapping[str, str]:
    """What Caddy sends with every page but the search page."""
    text = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    site = text.partition("root * {$SITE_ROOT")[2].partition("handle_errors")[0]
    return dict(_HEADER.findall(site))


class AsCaddy(Zipped):
    """The compressing host of the browser tests, with the headers of the real one."""

    def end_headers(self) -> None:
        for name, value in headers().items():
            self.send_header(name, value)
        super().end_headers()


@dataclass(frozen=True)
class Run:
    """One run: scores from 0 to 100 by category, what failed, largest paint, and the weight."""

    scores: Mapping[str, int]
    failed: tuple[str, ...]
    paint: float
    weight: float


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the real site, built into `folder`."""
    site = folder / "site"
    build_prose_and_data(ROOT / "mkdocs.yml", load(ROOT / "content"), site, folder / "forms", "")
    handler = functools.partial(AsCaddy, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def judge(address: str, chromium: str, lighthouse: str) -> Run:
    """Let Lighthouse look at one page once."""
    words = [
        lighthouse,
        address,
        "--output=json",
        "--quiet",
        "--no-enable-error-reporting",
        "--disable-full-page-screenshot",
        f"--only-categories={','.join(LEAST)}",
        f"--chrome-flags={' '.join(QUIET)}",
    ]
    done = subprocess.run(
        words,
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"Lighthouse failed on {address}:\n{done.stderr}")
    told = json.loads(done.stdout)
    if "runtimeError" in told:
        raise SystemExit(f"Lighthouse failed on {address}: {told['runtimeError']['message']}")
    return Run(
        {name: round(100 * told["categories"][name]["score"]) for name in LEAST},
        tuple(
            f"{name}: {told['audits'][one['id']]['title']}"
            for name in LEAST
            for one in told["categories"][name]["auditRefs"]
            if one["weight"]
            and (told["audits"][one["id"]]["score"] or 0) < _GOOD[name]
            and told["audits"][one["id"]]["scoreDisplayMode"] not in _NOT_JUDGED
        ),
        told["audits"]["largest-contentful-paint"]["numericValue"] / 1000,
        told["audits"]["total-byte-weight"]["numericValue"] / 1024,
    )


def measure(rounds: int) -> dict[str, list[Run]]:
    """Runs of each page, by turns."""
    chromium, lighthouse = WHOLE_CHROMIUM.path, LIGHTHOUSE.path
    if chromium is None or lighthouse is None:
        raise SystemExit(
            "Chromium and Lighthouse are needed: apt install chromium; npm ci --prefix tests/node"
        )
    runs: dict[str, list[Run]] = {path: [] for path in PAGES}
    with TemporaryDirectory() as name, served(Path(name)) as host:
        for turn in range(rounds):
            for path in PAGES:
                runs[path].append(judge(host + path, str(chromium), str(lighthouse)))
                print(f"{turn + 1}/{rounds}: {path}: {runs[path][-1]}", flush=True)
    return runs


def middle(runs: list[Run], category: str) -> int:
    """The median score of a category."""
    return round(median(run.scores[category] for run in runs))


def misses(runs: Mapping[str, list[Run]]) -> list[str]:
    """Each page and category that is below what is wanted, with what failed."""
    return [
        f"{path}: {name} {score}, at least {LEAST[name]} is wanted"
        + "".join(
            f"\n  {one}" for one in dict.fromkeys(line for run in found for line in run.failed)
        )
        for path, found in runs.items()
        for name in LEAST
        if (score := middle(found, name)) < LEAST[name]
    ]


def report(runs: Mapping[str, list[Run]]) -> str:
    """The section's text."""
    rows = [
        (
            f"`{path}`",
            *(str(middle(found, name)) for name in LEAST),
            f"{median(run.paint for run in found):.2f} s",
            f"{median(run.weight for run in found):.0f} KB",
        )
        for path, found in runs.items()
    ]
    head = ("page", *(name.replace("-", " ") for name in LEAST), "largest paint", "weight")
    rounds = len(next(iter(runs.values())))
    words = (
        f"Lighthouse {version()}, mobile preset; runs of each page: {rounds}, by turns, medians. "
        "Wanted: accessibility, best practices and SEO 100, performance at least 99. Paint is that "
        "of Lighthouse's slow telephone (simulated); weight is all that the first view moves, "
        "compressed."
    )
    return f"{table(head, rows)}\n\n{words}"


def version() -> str:
    """Lighthouse's version, as it is pinned."""
    package = ROOT / "tests" / "node" / "package.json"
    return str(json.loads(package.read_text(encoding="utf-8"))["dependencies"]["lighthouse"])


def main() -> int:
    """Measure, write the section, fail when a page misses what is wanted, and say which."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    runs = measure(options.rounds)
    text = report(runs)
    write_section("lighthouse", f"python -m tests.bench.lighthouse --rounds {options.rounds}", text)
    print(text)
    missed = misses(runs)
    for line in missed:
        print(line, file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
