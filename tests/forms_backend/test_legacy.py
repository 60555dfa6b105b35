"""Whatever an earlier program has kept opens today: stores, backups, keys and the log.

The folder `legacy` tells what wrote it. Its submissions are kept until 2036.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from forms_backend.config import Settings
from forms_backend.maintenance import audit
from forms_backend.maintenance.backup import read_backup
from forms_backend.sealing.envelope import KeysError, PublicKeys
from forms_backend.serving.app import create_app
from forms_backend.serving.server import check_ready
from tests.command_line import typed
from tests.forms_backend.legacy_copy import FACTS, LEGACY, copy_of_before
from tests.forms_backend.synthetic_service import FORM, publication

KINDS = ("tinydb", "sqlite")


@dataclass(frozen=True)
class Legacy:
    """A copy of before in a folder of its own. `numbers`: which reference is what in its store."""

    var: Path
    kind: str

    @property
    def numbers(self) -> Mapping[str, str]:
        return dict(FACTS[self.kind])

    @property
    def address(self) -> str:
        where = {
            "tinydb": f"tinydb:{self.var}/store",
            "sqlite": f"sqlite:///{self.var}/zgloszenia.db",
        }
        return where[self.kind]

    @property
    def backup(self) -> Path:
        return self.var / f"kopia-{self.kind}.jsonl"

    @property
    def settings(self) -> Settings:
        return Settings.from_environment()

    def says(self, *words: str) -> str:
        """What a command says that ends well and complains of nothing."""
        code, said, complained = typed(*words)
        assert (0, "") == (code, complained), words
        return said

    def refuses(self, *words: str) -> str:
        """What a command complains of."""
        code, _said, complained = typed(*words)
        assert 1 == code, words
        return complained


@pytest.fixture(params=KINDS)
def legacy(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Legacy:
    """Each store of before, where somebody types the passphrase. Its site was built anew."""
    var = tmp_path / "var"
    copy_of_before(var)
    copy = Legacy(var, request.param)
    monkeypatch.setenv("WZAJEMNIE_VAR", str(var))
    monkeypatch.setenv("WZAJEMNIE_STORE", copy.address)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: FACTS["passphrase"])
    copy.settings.publication.unlink()
    publication(demonstration=False).write(copy.settings.publication)
    return copy


def test_it_is_listed(legacy: Legacy) -> None:
    """Each with its form and state, without a key; what was erased is not there."""
    lines = legacy.says("submissions", "list").splitlines()
    told = {line.split()[0]: line for line in lines[:-1]}
    numbers = legacy.numbers
    states = {
        numbers["need"]: "przeczytane",
        numbers["volunteer"]: "załatwione",
        numbers["correction"]: "nowe",
        numbers["suspect"]: "kwarantanna",
    }
    assert states.keys() == told.keys()
    assert all(state in told[number] for number, state in states.items())


def test_it_is_shown_and_found(legacy: Legacy) -> None:
    """Question by question, as it was asked then."""
    numbers = legacy.numbers
    said = legacy.says("submissions", "show", numbers["need"], numbers["volunteer"])
    for words in ("Czego potrzeba?\n  Cieknie kran w kuchni.", "Żaneta Próbna", "601 234 567"):
        assert words in said
    assert "Jak chcesz pomagać?\n  Pomogę osobom bez internetu, Zrobię dla innych to" in said
    assert "Powinno być 601 234 567." in legacy.says("submissions", "show", numbers["correction"])
    assert numbers["need"] in legacy.says("submissions", "find", "--phone", "601234567")


def test_it_is_exported(legacy: Legacy, tmp_path: Path) -> None:
    """As JSON all forms, as a table one."""
    out = tmp_path / "dane.json"
    legacy.says("submissions", "export", "--out", str(out))
    rows = {one["reference"]: one["answers"] for one in json.loads(out.read_text("utf-8"))}
    kept = {number for name, number in legacy.numbers.items() if name != "erased"}
    assert kept == rows.keys()
    assert ["lacznik", "umiejetnosci"] == rows[legacy.numbers["volunteer"]]["tasks"]
    assert "Bogna Próbna" in legacy.says("submissions", "export", "--form", "potrzeba")


def test_states_change_and_erasing_erases(legacy: Legacy) -> None:
    """Of old rows as of new ones; the list of erasures of before is kept."""
    numbers = legacy.numbers
    legacy.says("submissions", "state", "done", numbers["need"])
    assert numbers["need"] in legacy.says("submissions", "list", "--state", "done")
    legacy.says("submissions", "quarantine", "--release", numbers["suspect"])
    legacy.says("submissions", "erase", numbers["correction"], "--yes")
    legacy.says("submissions", "purge")
    assert numbers["correction"] not in legacy.says("submissions", "list")
    erased = legacy.settings.erased.read_text("utf-8")
    assert all(numbers[name] in erased for name in ("erased", "correction"))


def test_it_is_moved_and_backed_up(legacy: Legacy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Into each kind of store, and from there into a backup that comes back whole."""
    copy = legacy.var / "kopia.jsonl"
    for target in (f"tinydb:{legacy.var}/nowy", f"sqlite:///{legacy.var}/nowy.db"):
        said = legacy.says("store", "move", legacy.address, target)
        assert "Skopiowano i porównano: 4 zgłoszenia" in said
        with monkeypatch.context() as there:
            there.setenv("WZAJEMNIE_STORE", target)
            assert "4 zgłoszenia" in legacy.says("backup", str(copy))
            there.setenv("WZAJEMNIE_STORE", f"{target}-drugi")
            assert "Przywrócono: 4 zgłoszenia" in legacy.says("restore", str(copy))
            said = legacy.says("submissions", "show", legacy.numbers["need"])
            assert "Cieknie kran w kuchni." in said


@pytest.mark.parametrize("into", KINDS)
def test_backup_of_before_comes_back(
    legacy: Legacy, into: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into an empty store of either kind, on a machine that has only the private key."""
    new = legacy.var / "inny"
    new.mkdir()
    where = {"tinydb": f"tinydb:{new}/store", "sqlite": f"sqlite:///{new}/zgloszenia.db"}
    monkeypatch.setenv("WZAJEMNIE_STORE", where[into])
    monkeypatch.setenv("WZAJEMNIE_ERASED", str(new / "erased.jsonl"))
    assert legacy.numbers["erased"] in {
        one.reference for one in read_backup(legacy.backup).erasures
    }
    assert "Przywrócono: 4 zgłoszenia" in legacy.says("restore", str(legacy.backup))
    said = legacy.says("submissions", "show", legacy.numbers["volunteer"])
    assert "Ździsław Próbny" in said
    assert legacy.numbers["erased"] not in legacy.says("submissions", "list")


@pytest.mark.parametrize("sheet", ["recovery-sheet.txt", "recovery-sheet-old.txt"])
def test_paper_opens_what_was_sealed_to_it(legacy: Legacy, sheet: str) -> None:
    """The rows of a recovery sheet of before: each opens the submissions of its time."""
    paper = legacy.var / sheet
    paper.chmod(0o600)
    mine = (legacy.kind == "tinydb") == (sheet == "recovery-sheet-old.txt")
    words = ("submissions", "show", legacy.numbers["need"], "--key", str(paper))
    if mine:
        assert "Cieknie kran w kuchni." in legacy.says(*words)
    else:
        assert "zamknięte innym kluczem" in legacy.refuses(*words)


def test_unsigned_keys_of_before_are_named_and_signed(legacy: Legacy) -> None:
    """They seal and open as before; `keys check` and a service that asks for a signature name the
    command that signs them, and then both are content.
    """
    settings = legacy.settings
    check_ready(settings)
    public = PublicKeys.read(settings.public_keys)
    assert "nie jest podpisany" in (said := legacy.refuses("keys", "check"))
    assert "wzajemnie keys sign" in said
    with pytest.raises(KeysError, match=r"nie podpisał nikt.*wzajemnie keys sign"):
        check_ready(replace(settings, keys_signer="ABCD"))
    legacy.says("keys", "sign", "--paper", *(one.id for one in public.keys))
    assert "otwiera to, co zamyka serwer" in legacy.says("keys", "check")
    signer = PublicKeys.read(settings.public_keys).signer
    check_ready(replace(settings, keys_signer=signer))


def test_unsigned_backup_of_before_is_named_and_signed(
    legacy: Legacy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks for a signature is told how to give it one."""
    copy = str(legacy.backup)
    said = legacy.refuses("restore", copy, "--signer", "ABCD")
    assert "nie jest podpisana. Niczego nie przywrócono." in said
    assert "wzajemnie keys sign KOPIA" in said
    signer = legacy.says("keys", "sign", copy).rpartition(": ")[2].strip().rstrip(".")
    monkeypatch.setenv("WZAJEMNIE_STORE", f"tinydb:{legacy.var}/nowy")
    assert "Przywrócono: 4 " in legacy.says("restore", copy, "--signer", signer)


def test_log_of_before_goes_on(legacy: Legacy) -> None:
    """Its lines are read, today's are chained to them, and none is told as harmed."""
    before = [one.action for one in audit.log_lines(legacy.settings.audit)]
    assert ["state done", "state quarantine", "show", "state read", "erase"] == before[:5]
    legacy.says("submissions", "show", legacy.numbers["need"])
    assert "zmiana stanu: done" in legacy.says("audit")
    after = [one.action for one in audit.log_lines(legacy.settings.audit)]
    assert [*before, "show"] == after


def test_published_forms_of_before_are_built_anew(legacy: Legacy) -> None:
    """The service and the nightly purge name the command that is missing after an update."""
    shutil.copy(LEGACY / "publish" / "forms.json", legacy.settings.publication)
    said = legacy.refuses("submissions", "purge")
    assert "z innej wersji programu. Zbuduj stronę jeszcze raz: wzajemnie build" in said
    assert "wzajemnie build" in legacy.refuses("serve")


def test_receipt_of_before_is_shown(legacy: Legacy) -> None:
    """The address of a last page is signed with the service's secret, and works for ever."""
    fresh = publication(demonstration=False)
    form = FORM.model_copy(update={"name": "potrzeba"})
    legacy.settings.publication.unlink()
    fresh.model_copy(update={"forms": {"potrzeba": form}}).write(legacy.settings.publication)
    answer = create_app(legacy.settings).test_client().get(FACTS["receipt"])
    assert 200 == answer.status_code
    assert FACTS["tinydb"]["need"] in answer.text
