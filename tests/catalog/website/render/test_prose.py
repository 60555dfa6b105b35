"""A hand-written page says its next step below the summary, too."""

from __future__ import annotations

import re

from catalog.website.render.prose import lift_next_step
from tests.conftest import BuiltSite

SUMMARY = '<div class="admonition abstract">\n<p>W skrócie</p>\n</div>\n'
NOW = re.compile(r'<p class="now">(<a .*?</a>)</p>', re.DOTALL)


def test_the_last_sections_link_is_lifted() -> None:
    """It is the first link after the last h2, whatever links stand before and after."""
    other, step, last = (f'<a href="{name}">{name}</a>' for name in "abc")
    end = f"<h2>Raz</h2>{other}<h2>Następny krok</h2>{step}<p>{last}</p>"
    expected = f'<h1>A</h1>{SUMMARY}<p class="now">{step}</p>\n{end}'
    assert expected == lift_next_step(f"<h1>A</h1>{SUMMARY}{end}")


def test_without_summary_or_link_nothing_changes() -> None:
    """A page that has no step, or no place for it, is left as it is."""
    for html in (
        "<h1>A</h1><h2>B</h2><a>b</a>",
        f"<h1>A</h1>{SUMMARY}<h2>B</h2>b",
        f"<a>a</a>{SUMMARY}b",
    ):
        assert html == lift_next_step(html)


def test_pages_for_the_public_have_it(built_site: BuiltSite) -> None:
    """Every page that ends with a next step begins with it; the pages of staff may have none."""
    missing = [
        page.path
        for page in built_site.prose()
        if not NOW.search(page.html) and not page.path.startswith("/obsluga/")
    ]
    assert [] == missing
