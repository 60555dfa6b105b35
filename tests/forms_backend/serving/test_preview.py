"""The site and the forms under one address: right types, no way out of the folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from forms_backend.serving.preview import preview_app
from tests.forms_backend.synthetic_service import House, sent


class Visitor(Client):
    """A browser that reads every answer to its end, so that files are closed."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return super().open(*args, **(kwargs | {"buffered": True}))


@pytest.fixture
def visitor(house: House, tmp_path: Path) -> Client:
    """A browser before a small site, which is a link as `build` leaves it."""
    built = tmp_path / "builds" / "1"
    for path, text in {
        "index.html": "<h1>Dom</h1>",
        "404.html": "<h1>Nie ma</h1>",
        "kluby/żuk/index.html": "<h1>Klub</h1>",
        "kluby/żuk/kalendarz.ics": "BEGIN:VCALENDAR",
        "assets/style.css": "p{}",
        "empty/file.txt": "x",
    }.items():
        file = built / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "tajne.txt").write_text("tajne", encoding="utf-8")
    (built / "ucieczka.txt").symlink_to(tmp_path / "tajne.txt")
    site = tmp_path / "site"
    site.symlink_to(built)
    return Visitor(preview_app(site, house.settings, lambda _words: None))


def test_double_slash_names_no_host(visitor: Client) -> None:
    """A path with two slashes in front never becomes the address of another host."""
    answer = visitor.get(
        "/", environ_overrides={"PATH_INFO": "//kluby/żuk".encode().decode("latin-1")}
    )
    assert answer.headers["Location"].endswith("/kluby/%C5%BCuk/")
    assert "//kluby" not in answer.headers["Location"]


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html"),
        ("/index.html", 200, "text/html"),
        ("/kluby/żuk/", 200, "text/html"),
        ("/kluby/żuk/kalendarz.ics", 200, "text/calendar"),
        ("/assets/style.css", 200, "text/css"),
        ("/zdrowie", 200, "application/json"),
        ("/nic/", 404, "text/html"),
        ("/empty/", 404, "text/html"),
        ("/index.html/", 404, "text/html"),
        ("/../tajne.txt", 404, "text/html"),
        ("/kluby/../../tajne.txt", 404, "text/html"),
        ("/ucieczka.txt", 404, "text/html"),
        ("/assets/\0", 404, "text/html"),
        ("/..\\tajne.txt", 404, "text/html"),
        ("/zgloszenia/nic", 404, "text/html"),
    ],
)
def test_path(visitor: Client, path: str, status: int, kind: str) -> None:
    """Each path has its status and its type, and nothing outside of the site is shown."""
    answer = visitor.get(path)
    assert status == answer.status_code
    assert kind == answer.mimetype
    assert "tajne" not in answer.text
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/kluby/żuk", "/kluby/%C5%BCuk/"),
        ("/kluby/żuk?a=1", "/kluby/%C5%BCuk/?a=1"),
    ],
)
def test_folder_without_slash(visitor: Client, path: str, location: str) -> None:
    """A folder's address gets its slash, on the same host."""
    answer = visitor.get(path)
    assert 308 == answer.status_code
    assert answer.headers["Location"].removeprefix("http://localhost") == location


def test_unchanged_file_is_not_sent_again(visitor: Client) -> None:
    """A browser that has the file gets 304."""
    tag = visitor.get("/assets/style.css").headers["ETag"]
    assert 304 == visitor.get("/assets/style.css", headers={"If-None-Match": tag}).status_code


def test_site_cannot_be_written(visitor: Client) -> None:
    """Only the service accepts a POST."""
    assert 405 == visitor.post("/").status_code
    assert 200 == visitor.post("/zgloszenia/proba", data=sent()).status_code


def test_new_site_is_shown_at_once(visitor: Client, tmp_path: Path) -> None:
    """When `build` puts the link over another folder, the next page is the new one."""
    assert "Dom" in visitor.get("/").text
    fresh = tmp_path / "builds" / "2"
    fresh.mkdir()
    (fresh / "index.html").write_text("<h1>Nowy dom</h1>", encoding="utf-8")
    link = tmp_path / "site.new"
    link.symlink_to(fresh)
    link.replace(tmp_path / "site")
    assert "Nowy dom" in visitor.get("/").text
