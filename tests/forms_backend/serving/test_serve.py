"""The real service starts only where real people's data may be received."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from forms_backend.config import Settings
from forms_backend.environment import SettingsError
from forms_backend.sealing.envelope import KeysError
from forms_backend.serving.headers import security_headers
from forms_backend.serving.server import check_ready, serve
from forms_backend.stores.address import make_store
from tests.forms_backend.synthetic_service import furnish, publication, settings_in


def test_ready_copy_may_serve(tmp_path: Path) -> None:
    """Real keys and a named publisher whom one can ask: nothing to complain about."""
    check_ready(furnish(tmp_path / "var", demonstration=False).settings)


def test_development_keys_may_not_serve(tmp_path: Path) -> None:
    """Development keys: refused."""
    house = furnish(tmp_path / "var", demonstration=False, development=True)
    with pytest.raises(KeysError, match="wzajemnie keys new"):
        check_ready(house.settings)


def test_demonstration_may_not_serve(tmp_path: Path) -> None:
    """A copy without an operator: refused."""
    with pytest.raises(SettingsError, match=r"publisher\.yml"):
        check_ready(furnish(tmp_path / "var").settings)


def test_missing_parts_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No keys, no built site: exit code 1 and one sentence that says which command helps."""
    settings = settings_in(tmp_path / "var")
    assert 1 == serve(settings)
    assert "wzajemnie keys new" in capsys.readouterr().err
    house = furnish(tmp_path / "furnished", demonstration=False)
    house.settings.publication.unlink()
    assert 1 == serve(house.settings)
    assert "wzajemnie build" in capsys.readouterr().err


def test_database_without_tables_may_not_serve(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No tables, no service: one sentence names the command that makes them; after it it may."""
    house = furnish(tmp_path / "var", demonstration=False)
    settings = replace(house.settings, store=f"sqlite:///{tmp_path / 'zgloszenia.db'}")
    assert 1 == serve(settings)
    said = capsys.readouterr().err
    assert said.startswith("W bazie sqlite:///")
    assert said.endswith("utwórz je poleceniem: wzajemnie store init\n")
    make_store(settings.store)
    check_ready(settings)


def test_publisher_without_contact_may_not_serve(tmp_path: Path) -> None:
    """People have to be able to ask about their data."""
    house = furnish(tmp_path / "var", demonstration=False)
    named = publication(demonstration=False)
    silent = named.site.publisher.model_copy(update={"email": None, "phone": None})
    site = named.site.model_copy(update={"publisher": silent})
    named.model_copy(update={"site": site}).write(house.settings.publication)
    with pytest.raises(SettingsError, match="telefonu ani e-maila"):
        check_ready(house.settings)


def test_service_never_loads_what_opens() -> None:
    """In a process that made the service, the file that uses a private key was never loaded."""
    program = (
        "import sys, forms_backend, forms_backend.serving.server; "
        "print('forms_backend.keys.opening' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "False" == done.stdout.strip()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "przyklad.pl"),
        ("FORMS_URL", "ftp://przyklad.pl"),
        ("ALLOWED_ORIGINS", "https://a.example zły"),
        ("SITE_URL", "https://[przyklad.pl"),
        ("SMTP", "smtp://[poczta.pl"),
        ("MAX_BODY", "dużo"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("RATE", "9" * 5000),
    ],
)
def test_wrong_setting_is_named(name: str, value: str) -> None:
    """A setting that cannot be used is refused with its name."""
    with pytest.raises(SettingsError, match=f"^WZAJEMNIE_{name}: "):
        Settings.from_environment({f"WZAJEMNIE_{name}": value})


def test_paths_follow_var() -> None:
    """Everything at run time moves with WZAJEMNIE_VAR, unless it is set by itself."""
    settings = Settings.from_environment({"WZAJEMNIE_VAR": "x", "WZAJEMNIE_STORE": "y"})
    assert Path("x/keys/public.json") == settings.public_keys
    assert "y" == settings.store
    assert Settings() == Settings.from_environment({})


def test_two_hosts() -> None:
    """With site and forms on two hosts, each is an origin, forms go to the service's, and pages
    may load the site's files and send to the service.
    """
    settings = Settings.from_environment(
        {
            "WZAJEMNIE_SITE_URL": "https://www.przyklad.example/",
            "WZAJEMNIE_FORMS_URL": "https://Formularze.przyklad.example:8443/f",
        }
    )
    assert {"https://www.przyklad.example", "https://formularze.przyklad.example:8443"} == (
        settings.origins
    )
    assert "https://Formularze.przyklad.example:8443/f/zgloszenia/x" == settings.action("x")
    policy = security_headers(settings)["Content-Security-Policy"].split("; ")
    site, forms = "https://www.przyklad.example", "https://formularze.przyklad.example:8443"
    assert {f"default-src 'self' {site}", f"form-action 'self' {forms}"} < set(policy)
