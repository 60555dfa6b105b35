"""What somebody may put where an answer, a header or an address should stand."""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.forms_backend.response_laws import MARK

EVIL = (
    f"<{MARK}>",
    f'"><{MARK} {MARK}="1',
    f"' {MARK}='1' onfocus='alert(1)",
    f"</textarea></title></script><{MARK}>",
    f"{{{{ 7*7 }}}}{{% include '{MARK}' %}}",
    f"javascript:{MARK}",
    f"\r\nSet-Cookie: {MARK}=1\r\n\r\n",
    f"../../{MARK}",
    "=cmd|' /C calc'!A0",
    "%s%n%x${jndi:ldap://x}",
    "'; DROP TABLE submissions; --",
    "\u202etxt.exe\u2066\ufeff\u200b",
    "Ａ½ﬁⅣ\u0301\u0301ᅟ한",
    "\u0085\u2028\u2029",
    "0" * 5000,
    "ł" * 2001,
    "\r\n" * 3000,
    "-" * 50_000 + "x",
    "1 " * 25_000 + "!",
    "a." * 25_000 + "@",
    "ﷺ" * 5000,
    "z\u0301\u0327" * 3000,
    "1" * 26,
    "99999999999999999999",
    "-1",
    "1e308",
    "٣٠.٠٢.٢٠٢٦",
    "29.02.2025",
    "0000-00-00",
    "@",
    "a@[127.0.0.1]",
    '"a b"@przyklad.pl',
    "a@xn--.pl",
    "+48" + "6" * 60,
    "601 234 567;ext=99999999",
    "",
    " ",
)
WRITTEN = "0123456789 +-.,/()@;:=xXzłPLwewrokuIVAanr²½٣６०\u00a0\u2009\u200b'"
"""What numbers, dates, phones and addresses are written with, and look-alikes."""

text_ = st.one_of(
    st.sampled_from(EVIL),
    st.text(max_size=80),
    st.text(WRITTEN, max_size=40),
    st.from_regex(r"[0-9]{1,2}[. -][0-9]{1,2}[. -][0-9]{4}", fullmatch=True),
    st.from_regex(r"[\w.+-]{1,70}@[\w.-]{1,70}\.[a-z]{2}", fullmatch=True),
    st.from_regex(r"\+?[0-9]{1,30}( ?(wew|ext)\.? ?[0-9]{1,9})?", fullmatch=True),
)
STEPS = ("wyslij", "popraw", "popraw-2", "wstecz-1", "wstecz-99", "popraw-0", "wstecz", "WYSLIJ")
METHODS = "GET HEAD OPTIONS PUT DELETE PATCH TRACE CONNECT PROPFIND POST. GET/ ; Ł".split()
KINDS = (
    "",
    "text/plain",
    "application/json",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/x-www-form-urlencoded2",
    "application/x-www-form-urlencoded, text/html",
    "application/x-www-form-urlencoded; charset=utf-16",
    f"text/html; <{MARK}>",
    "ÿ",
)
ORIGINS = (
    "null",
    "https://zly.example",
    "http://localhost.zly.example",
    "http://localhost@zly.example",
    "http://[",
    "http://[::1",
    "//localhost:80:80",
    "http://localhost:99999999",
    f"http://<{MARK}>",
    "\xff\xfe",
    "file://",
    "http://localhost http://zly.example",
)
SITES = ("cross-site", "same-site", "same-origin", "none", "", "SAME-ORIGIN", f"<{MARK}>")
HOSTS = ("", "[", "localhost:99999", "zly.example", f"<{MARK}>", "a b", "localhost:x", "\xff")
LENGTHS = ("", "-1", "0", "7", "1e3", "99999999999", "abc", "１", "65537")
evil_bytes = st.one_of(
    st.sampled_from([quote_from_bytes(one.encode()).encode() for one in EVIL if len(one) < 100]),
    st.sampled_from([b"%", b"%f", b"%zz", b"%ff%fe", b"%00", b"%0d%0aX:1", b"\xff", b"%ed%a0%80"]),
)


def tampered(text: str) -> SearchStrategy[str]:
    """A signed text with something changed, cut or added; drawn alike whatever the text is."""
    place = st.integers(0, 199).map(lambda at: at % len(text))
    one = st.sampled_from("Aaz09._-=%")
    return st.one_of(
        st.builds(lambda at, new: text[:at] + new + text[at + 1 :], place, one),
        st.builds(lambda at: text[:at], place),
        st.builds(lambda at, new: text[:at] + new + text[at:], place, one),
        st.sampled_from([text.upper(), text[::-1], re.sub(r"\..*", "", text), text + "."]),
    )
