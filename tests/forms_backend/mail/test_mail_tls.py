"""Mail is handed over by TLS, to a server whose certificate is known, or it waits.

The mail server is a real one (aiosmtpd), its certificate is made for each run of the tests.
"""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTPAuthenticationError, SMTPNotSupportedError
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from forms_backend.config import Settings
from forms_backend.mail.mailer import MailServer
from forms_backend.mail.notice_queue import NoticeQueue
from tests.conftest import free_port
from tests.forms_backend.cli.test_submission_commands import Terminal
from tests.forms_backend.mail.test_mail import open_office
from tests.forms_backend.serving.test_submit import confirmed
from tests.tools import OPENSSL

HERE = "localhost"
AWAY = "127.0.0.2"
"""This machine too, but not by a name of its own: to be spoken to by TLS only."""


@dataclass
class Certificate:
    """Files of a certificate for some names, signed by itself."""

    certificate: Path
    key: Path

    @property
    def context(self) -> ssl.SSLContext:
        """What a server shows it with."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


def certificate_for(names: str, folder: Path) -> Certificate:
    """Made by the openssl that every Debian has for its package manager."""
    OPENSSL.required()
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    folder.mkdir()
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=x"
    files = ["-out", str(made.certificate), "-keyout", str(made.key)]
    subprocess.run(
        ["openssl", *words.split(), "-addext", f"subjectAltName={names}", *files],
        check=True,
        capture_output=True,
    )
    return made


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """A certificate of this machine that this machine's programs believe."""
    made = certificate_for(f"DNS:{HERE},IP:{AWAY}", tmp_path / "known")
    monkeypatch.setenv("SSL_CERT_FILE", str(made.certificate))
    return made


@dataclass
class Server:
    """What a mail server was given: whether by TLS, by whom, and what."""

    taken: list[tuple[bool, str | None, str]] = field(default_factory=list)
    login: str | None = None

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """What aiosmtpd calls for each message."""
        assert isinstance(envelope.content, bytes)
        subject = envelope.content.decode().partition("Subject: ")[2].partition("\r\n")[0]
        assert server.transport is not None
        by_tls = server.transport.get_extra_info("ssl_object") is not None
        self.taken.append((by_tls, self.login, subject))
        return "250 OK"

    def check(
        self, _server: SMTP, session: Session, _envelope: Envelope, _way: str, given: object
    ) -> AuthResult:
        """One user with one password, who shows them by TLS alone."""
        right = given == LoginPassword(b"biuro", b"tajne")
        assert session.ssl is not None
        self.login = "biuro" if right else None
        return AuthResult(success=right, handled=False)


Start = Callable[..., tuple[Server, int]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts mail servers; each with its port."""
    controllers: list[Controller] = []

    def begin(host: str, **words: Any) -> tuple[Server, int]:
        server = Server()
        if words.pop("auth", False):
            words |= {"auth_required": True, "authenticator": server.check}
        controller = Controller(server, hostname=host, port=free_port(), **words)
        controller.start()
        controllers.append(controller)
        return server, controller.port

    yield begin
    for one in controllers:
        one.stop()


def mail_server(address: str, password: Path | None = None) -> MailServer:
    """As the settings name it."""
    found = MailServer.named(Settings(smtp=address, smtp_password_file=password))
    assert found is not None
    return found


def letter() -> EmailMessage:
    """A message as ours are."""
    message = EmailMessage()
    message["From"], message["To"] = "biuro@przyklad.example", "osoba@przyklad.example"
    message["Subject"] = "List"
    message.set_content("Treść.\n")
    return message


@pytest.mark.parametrize("host", [HERE, AWAY])
def test_starttls(host: str, known: Certificate, start: Start) -> None:
    """A server that offers TLS is given everything by TLS, on this machine and on another."""
    server, port = start(host, tls_context=known.context, require_starttls=True)
    mail_server(f"smtp://{host}:{port}").send(letter())
    assert [(True, None, "List")] == server.taken


def test_smtps(known: Certificate, start: Start) -> None:
    """A server that speaks TLS from the first byte is given everything so."""
    server, port = start(AWAY, ssl_context=known.context)
    mail_server(f"smtps://{AWAY}:{port}").send(letter())
    assert [(True, None, "List")] == server.taken


def test_password_goes_by_tls(known: Certificate, start: Start, tmp_path: Path) -> None:
    """The password in its file opens the door, after TLS has begun; a wrong one does not."""
    server, port = start(AWAY, tls_context=known.context, auth=True)
    password = tmp_path / "password"
    password.write_text("tajne\n", encoding="utf-8")
    mail_server(f"smtp://biuro@{AWAY}:{port}", password).send(letter())
    assert [(True, "biuro", "List")] == server.taken
    password.write_text("inne", encoding="utf-8")
    with pytest.raises(SMTPAuthenticationError):
        mail_server(f"smtp://biuro@{AWAY}:{port}", password).send(letter())
    assert 1 == len(server.taken)


def test_server_elsewhere_without_tls_is_given_nothing(start: Start) -> None:
    """No TLS, no mail: what is not on this machine is never spoken to in the clear."""
    server, port = start(AWAY)
    with pytest.raises(SMTPNotSupportedError):
        mail_server(f"smtp://{AWAY}:{port}").send(letter())
    assert [] == server.taken


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("names", ["DNS:inny.example", f"DNS:{HERE}"])
def test_strange_certificate_is_given_nothing(
    names: str, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A certificate of another name, or one that nobody vouches for: no mail."""
    strange = certificate_for(names, tmp_path / "strange")
    if HERE not in names:
        monkeypatch.setenv("SSL_CERT_FILE", str(strange.certificate))
    server, port = start(HERE, tls_context=strange.context)
    with pytest.raises(ssl.SSLCertVerificationError):
        mail_server(f"smtp://{HERE}:{port}").send(letter())
    assert [] == server.taken


def test_notice_goes_by_tls_and_waits_without_it(
    known: Certificate, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`mail notices`: nothing to a server without TLS, the notice waits; by TLS it goes out."""
    plain, port = start(AWAY)
    house = open_office(tmp_path / "var", f"smtp://{AWAY}:{port}", monkeypatch)
    terminal = Terminal(house)
    reference = confirmed(house)
    assert 1 == terminal.run("mail", "notices")[0]
    assert [] == plain.taken
    notices = NoticeQueue.of(house.settings)
    [waiting] = notices.waiting()
    assert (reference, 1) == (waiting.reference, waiting.failures)
    notices.put(replace(waiting, tried=datetime.now(UTC) - timedelta(minutes=6)))
    server, port = start(AWAY, tls_context=known.context, require_starttls=True)
    monkeypatch.setenv("WZAJEMNIE_SMTP", f"smtp://{AWAY}:{port}")
    assert 0 == terminal.run("mail", "notices")[0]
    assert [(True, None, f"Czeka zgłoszenie {reference}")] == [
        (by_tls, login, str(make_header(decode_header(subject))))
        for by_tls, login, subject in server.taken
    ]


def test_password_file_of_windows(tmp_path: Path) -> None:
    """The mark at its beginning and the line end are no part of the password."""
    file = tmp_path / "smtp"
    file.write_bytes(b"\xef\xbb\xbftajne\r\n")
    server = MailServer.named(Settings(smtp="smtp://poczta.example", smtp_password_file=file))
    assert server is not None
    assert "tajne" == server.password
