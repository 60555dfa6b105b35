"""Laws of settings: each is described once, and a wrong value is named."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from datetime import date
from pathlib import Path

import pytest

from desk.settings import DeskSettings
from forms_backend.config import Settings
from forms_backend.environment import SettingsError, read_environment, variables

CLASSES = (Settings, DeskSettings)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "osiem", "zła liczba „osiem”; oczekiwano liczby od 1 do 65535"),
        ("PORT", "８０", "zła liczba „８０”; oczekiwano liczby od 1 do 65535"),
        ("PROXIES", "-1", "zła liczba „-1”; oczekiwano liczby od 0 do 1000000000"),
        ("SITE_URL", "{x}", "zły adres „{x}”; oczekiwano na przykład https://przyklad.pl"),
        ("ALTCHA", "yes", "„yes”; oczekiwano tak albo nie"),
        ("CLOCK_CHECKED", "dziś", "zły dzień „dziś”; oczekiwano na przykład 2026-11-29"),
        ("RATE", "9" * 5000, f"zła liczba „{'9' * 60}…”; oczekiwano liczby od 0 do 1000000000"),
    ],
)
def test_wrong_value_is_named(name: str, value: str, said: str) -> None:
    """Variable, value and what was expected are one Polish sentence."""
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment({f"WZAJEMNIE_{name}": value})
    assert f"WZAJEMNIE_{name}: {said}" == str(refused.value)


@pytest.mark.parametrize("port", ["x", "0", "65536"])
def test_wrong_port_of_the_desk_is_named(port: str) -> None:
    """The desk's settings are refused like the service's."""
    with pytest.raises(SettingsError, match=f"^WZAJEMNIE_DESK_PORT: zła liczba „{port}”"):
        DeskSettings.from_environment(Settings(), {"WZAJEMNIE_DESK_PORT": port})


def test_values_are_read() -> None:
    """Each kind of value becomes what the program works with; spaces around it do not count."""
    given = {
        "ALTCHA": "TAK",
        "ALLOWED_ORIGINS": "https://a.example/ https://b.example",
        "CLOCK_CHECKED": "2026-11-29",
        "PORT": " 8123 ",
        "SMTP_PASSWORD_FILE": "/etc/haslo",
    }
    read = Settings.from_environment({f"WZAJEMNIE_{name}": text for name, text in given.items()})
    assert (True, ("https://a.example", "https://b.example"), date(2026, 11, 29)) == (
        read.altcha,
        read.allowed_origins,
        read.clock_checked,
    )
    assert (8123, Path("/etc/haslo")) == (read.port, read.smtp_password_file)


@pytest.mark.parametrize("settings", CLASSES)
def test_each_is_described_and_frozen(settings: type[Settings | DeskSettings]) -> None:
    """Every field says what it is; what is not set has its default; nothing changes later."""
    assert [one.name.upper() for one in fields(settings)] == [
        one.name.removeprefix("WZAJEMNIE_") for one in variables(settings) if one.told.words
    ]
    made = read_environment(settings, {"WZAJEMNIE_PORT": " ", "PORT": "9"})
    assert settings() == made
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(settings)[0].name, Path())
