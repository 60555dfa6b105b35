"""Accounts and folders of a server, made by systemd's own programs in a folder of their own.

Each part then runs as its account, with the umask of its unit and without systemd's fence, which
a test cannot put up: what is refused here is refused by the accounts alone.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO
from urllib.parse import urlencode

import pytest

from forms_backend.keys.opening import Effort
from tests.conftest import ROOT, clean_environment, free_port
from tests.forms_backend.sealed_records import record
from tests.forms_backend.serving.test_running import wait_until_well
from tests.forms_backend.serving.test_submit import HIDDEN
from tests.forms_backend.synthetic_service import FORM, furnish, sent
from tests.test_deploy import DEPLOY, SERVICES, Front, wait_for
from tests.tools import SYSUSERS, TMPFILES

pytestmark = [
    pytest.mark.slow,
    SYSUSERS.needed,
    TMPFILES.needed,
    pytest.mark.skipif(os.geteuid() != 0, reason="Inne konta wymagają uprawnień root."),
]
PASSPHRASE = "kot na dachu śpi"


@dataclass(frozen=True)
class Server:
    """The root folder of a server; accounts by name, with all groups of each."""

    root: Path
    accounts: dict[str, int]
    groups: dict[str, list[int]]
    python: str = sys.executable

    @property
    def var(self) -> Path:
        return self.root / "srv/wzajemnie/var"

    @property
    def keys(self) -> Path:
        return self.root / "etc/wzajemnie/keys"

    def environment(self) -> dict[str, str]:
        """As the units set it."""
        settings = {
            "VAR": self.var,
            "PUBLIC_KEYS": self.keys / "public.json",
            "PRIVATE_KEY": self.keys.with_name("desk") / "private.json",
            "PACE": 0,
        }
        packages = [str(ROOT), *(one for one in sys.path if one.endswith("site-packages"))]
        paths = {"PYTHONPATH": os.pathsep.join(packages), "PYTHONDONTWRITEBYTECODE": "1"}
        return (
            clean_environment()
            | paths
            | {f"WZAJEMNIE_{one}": str(it) for one, it in settings.items()}
        )

    def start(
        self, account: str, words: Sequence[str], log: IO[str] | int = subprocess.PIPE, **more: str
    ) -> subprocess.Popen[str]:
        """A program as one of the accounts."""
        return subprocess.Popen(
            [self.python, *words],
            cwd=ROOT,
            env=self.environment() | more,
            user=self.accounts[account],
            group=self.groups[account][0],
            extra_groups=self.groups[account],
            umask=0o007,
            stdout=log,
            stderr=log,
            text=True,
        )

    def run(self, account: str, *words: str) -> tuple[int, str]:
        """Exit code and everything that was said by a command of ours."""
        with self.start(account, ["-m", "wzajemnie", *words]) as process:
            said, complained = process.communicate(timeout=60)
        return process.returncode, said + complained

    def may(self, account: str, *dos: str) -> list[str]:
        """What of these this account can do: lines of Python with `var` and `keys`."""
        program = (
            f"import os; var, keys = {str(self.var)!r}, {str(self.keys)!r}\n"
            f"for do in {dos!r}:\n"
            "    try: exec(do)\n"
            "    except (OSError, ImportError): continue\n"
            "    print(do)\n"
        )
        try:
            process = self.start(account, ["-c", program])
        except PermissionError:
            return []
        with process:
            return process.communicate(timeout=60)[0].splitlines()

    @contextmanager
    def serving(self) -> Iterator[Front]:
        """The service as its account."""
        port, log = free_port(), self.root / "log"
        words = ["-m", "wzajemnie", "serve"]
        with (
            log.open("w") as said,
            self.start("wzajemnie-forms", words, said, WZAJEMNIE_PORT=f"{port}") as process,
        ):
            try:
                wait_until_well(port, process, log)  # type: ignore[arg-type]
                yield Front(port, self.var)
            finally:
                process.send_signal(signal.SIGKILL)

    @contextmanager
    def desk(self) -> Iterator[Front]:
        """The desk as its account, locked."""
        port, log = free_port(), self.root / "desk-log"
        words = ["-m", "wzajemnie", "desk"]
        with (
            log.open("wb") as said,
            self.start(
                "wzajemnie-desk",
                words,
                said,  # type: ignore[arg-type]
                WZAJEMNIE_DESK_PORT=f"{port}",
            ) as process,
        ):
            try:
                wait_for(port, process, log)  # type: ignore[arg-type]
                yield Front(port, self.var)
            finally:
                process.send_signal(signal.SIGKILL)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Made in an empty folder, then once more over what an older version has left there."""
    root = Path(tempfile.mkdtemp(prefix="wzajemnie-"))
    root.chmod(0o755)
    try:
        yield _made(root)
    finally:
        shutil.rmtree(root)


def _made(root: Path) -> Server:
    for kind in ("sysusers", "tmpfiles"):
        folder = root / "etc" / f"{kind}.d"
        folder.mkdir(parents=True)
        shutil.copy(DEPLOY / f"wzajemnie.{kind}", folder / "wzajemnie.conf")
    house = furnish(root / "srv/wzajemnie/var", demonstration=False)
    store = house.app.extensions["wzajemnie"].store
    now = datetime.now(UTC).replace(microsecond=0)
    store.append(record(when=now - timedelta(days=40)), FORM)
    run(["systemd-sysusers", f"--root={root}"])
    for _ in range(2):
        run(["systemd-tmpfiles", f"--root={root}", "--create"])
    public = root / "etc/wzajemnie/keys/public.json"
    run(["install", "-m", "644", str(house.settings.public_keys), str(public)])
    private = root / "etc/wzajemnie/desk/private.json"
    house.foundation.write(private, PASSPHRASE, Effort(1, 8192 * 8))
    run(["systemd-tmpfiles", f"--root={root}", "--create"])
    rows = [line.split(":") for line in (root / "etc/passwd").read_text("utf-8").splitlines()]
    groups = [line.split(":") for line in (root / "etc/group").read_text("utf-8").splitlines()]
    accounts = {row[0]: int(row[2]) for row in rows}
    member = {
        name: sorted(
            int(gid) for group, _, gid, them in groups if name in (group, *them.split(","))
        )
        for name in accounts
    }
    own = "python{}.{}".format(*sys.version_info)
    for python in (sys.executable, f"/usr/bin/{own}"):  # the home of root is closed to others
        server = Server(root, accounts, member, python)
        if server.may("wzajemnie-forms", "import wzajemnie, nacl"):
            return server
    pytest.skip(f"Inne konta nie mogą uruchomić {own}. Debian, Ubuntu: sudo apt install python3")


def run(words: Sequence[str]) -> None:
    """A program of systemd's, which has nothing to complain about."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr


def test_parts_share_what_was_sent_and_nothing_else(server: Server) -> None:
    """What the service receives is read by mail, erased by purge, listed, backed up and put into
    another state by hand; after each, the service keeps the next one.
    """
    with server.serving() as front:
        send(front)
        code, said = server.run("wzajemnie-purge", "submissions", "purge")
        assert (0, True) == (code, "Skasowano po czasie: 1" in said), said
        send(front)
        code, said = server.run("wzajemnie", "submissions", "list")
        assert (0, True) == (code, "2 zgłoszenia" in said), said
        reference = said.split()[0]
        for account, words in (
            ("wzajemnie-mail", ["submissions", "list"]),
            ("wzajemnie", ["submissions", "state", "done", reference]),
            ("wzajemnie", ["backup", str(server.var / "kopia.jsonl")]),
            ("wzajemnie", ["restore", str(server.var / "kopia.jsonl")]),
            ("wzajemnie", ["submissions", "erase", "--yes", reference]),
            ("wzajemnie-purge", ["submissions", "purge"]),
        ):
            code, said = server.run(account, *words)
            assert 0 == code, said
        send(front)
    assert "2 zgłoszenia" in server.run("wzajemnie", "submissions", "list")[1]
    assert server.may("wzajemnie-build", "open(var + '/erasures.json')")


def send(front: Front) -> None:
    """The whole way of a form."""
    body = urlencode(list(sent().items(multi=True)))
    check, text = front.ask("POST", "/zgloszenia/proba", body)
    assert 200 == check.status
    confirmed = urlencode([*HIDDEN.findall(text), ("wz_step", "wyslij")])
    assert 303 == front.ask("POST", "/zgloszenia/proba", confirmed)[0].status


@pytest.mark.parametrize("account", ["wzajemnie", *(path.stem for path in SERVICES)])
def test_nobody_exchanges_keys(server: Server, account: str) -> None:
    """Neither the file nor a folder around it can be changed or moved away by any account."""
    can = server.may(
        account,
        "os.rename(os.path.dirname(keys), os.path.dirname(keys) + '-old')",
        "os.rename(keys, keys + '-old')",
        "os.rename(keys + '/public.json', keys + '/old.json')",
        "open(keys + '/public.json', 'a')",
        "open(keys + '/more.json', 'w')",
        "open(keys + '/public.json')",
    )
    assert ["open(keys + '/public.json')"] == can


@pytest.mark.parametrize("account", ["wzajemnie-forms", "wzajemnie-mail"])
def test_what_faces_people_changes_no_other_part(server: Server, account: str) -> None:
    """No account numbers, no pages, no folder of another part's."""
    can = server.may(
        account,
        "os.rename(var + '/publish', var + '/published')",
        "os.rename(var + '/keys', var + '/keys-old')",
        "open(var + '/publish/forms.json', 'a')",
        "open(var + '/www/index.html', 'w')",
        "open(var + '/more', 'w')",
        "open(var + '/publish/forms.json')",
    )
    assert ["open(var + '/publish/forms.json')"] == can


SENT = [f"os.listdir(var + '/{name}')" for name in ("store", "mail", "keys", "challenges")]


def test_build_sees_nothing_that_was_sent(server: Server) -> None:
    """It writes the site, and cannot even list what came."""
    makes = [f"os.mkdir(var + '/{name}/new')" for name in ("www", "builds", "publish", "search")]
    assert makes == server.may("wzajemnie-build", *SENT, *makes)


def test_nobody_else_reads_what_was_sent(server: Server) -> None:
    """An account that is none of these sees no submission and no list, but the published site."""
    stranger = replace(server, accounts={"x": 65000}, groups={"x": [65000]})
    lists = [f"open(var + '/{name}.jsonl')" for name in ("audit", "erased", "kopia")]
    site = "os.listdir(var + '/www')"
    assert [site] == stranger.may("x", *SENT, *lists, site)


def test_only_mail_opens_whom_a_notice_is_for(server: Server) -> None:
    """Whoever queues a notice reads the public half of its key; the other half is mail's alone."""
    make = "from forms_backend.mail.addressees import *; Addressees(Path(var + '/mail-key')).make()"
    assert [make] == server.may("wzajemnie-mail", make)
    public, private = (f"open(var + '/mail-key/{name}'" for name in ("public", "private"))
    for account in ("wzajemnie-forms", "wzajemnie-purge", "wzajemnie-pass", "wzajemnie"):
        assert [f"{public})"] == server.may(account, f"{public})", f"{private})", f"{public}, 'a')")


DESK = [
    "os.listdir(var + '/desk')",
    *(f"os.listdir(var + '/pass/{one}')" for one in ("in", "out", "board")),
    "os.listdir(os.path.dirname(keys) + '/desk')",
    "open(os.path.dirname(keys) + '/desk/private.json')",
]
WRITES = [
    "open(var + '/desk/more', 'w')",
    *(f"open(var + '/pass/{one}/more', 'w')" for one in ("in", "out", "board")),
    "open(os.path.dirname(keys) + '/desk/more', 'w')",
    "open(os.path.dirname(keys) + '/desk/private.json', 'a')",
    "os.rename(os.path.dirname(keys) + '/desk', os.path.dirname(keys) + '/desk-old')",
    "os.rename(var + '/pass/in', var + '/pass/in-old')",
]


@pytest.mark.parametrize(
    ("account", "reads", "writes"),
    [
        ("wzajemnie", [], []),
        ("wzajemnie-forms", [], []),
        ("wzajemnie-build", DESK[3:4], []),
        ("wzajemnie-mail", [], []),
        ("wzajemnie-purge", [], []),
        ("wzajemnie-pass", DESK[1:3], WRITES[1:2]),
        ("wzajemnie-desk", DESK, [WRITES[0], *WRITES[2:4]]),
    ],
)
def test_desk_is_the_desks_alone(
    server: Server, account: str, reads: list[str], writes: list[str]
) -> None:
    """Its key, its record, its half of the exchange; and of the forms it sees their half alone."""
    wrote = server.may(account, *(one.replace("more", account) for one in WRITES))
    assert reads == server.may(account, *DESK)
    assert [one.replace("more", account) for one in writes] == wrote
    if account == "wzajemnie-desk":
        lists = [f"open(var + '/{name}.jsonl')" for name in ("audit", "erased")]
        assert [] == server.may(account, *SENT, *lists)


def test_what_is_sent_reaches_the_desk_by_the_exchange(server: Server) -> None:
    """Form, timer, desk, timer: by four accounts, none of which can do another's work."""
    with server.serving() as front:
        send(front)
    code, said = server.run("wzajemnie-pass", "submissions", "pass")
    assert (0, False) == (code, "Czeka na stanowisko: 0" in said), said
    waiting = "(var + '/pass/in/waiting.jsonl'"
    can = server.may("wzajemnie-desk", f"open{waiting}, 'a')", f"os.remove{waiting})")
    assert [] == can
    with server.desk() as desk:
        origin = {"Origin": f"http://127.0.0.1:{desk.port}"}
        page, _ = desk.ask("POST", "/otworz", urlencode({"passphrase": PASSPHRASE}), **origin)
        assert (303, "/zespol") == (page.status, page.headers["Location"])
        code, said = server.run("wzajemnie-pass", "submissions", "pass")
        assert (0, True) == (code, "Czeka na stanowisko: 0" in said), said
