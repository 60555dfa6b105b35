"""What our frame adds to a hand-written page."""

from __future__ import annotations

import re

_SUMMARY = re.compile(r'<div class="admonition abstract">.*?</div>\n', re.DOTALL)
_LINK = re.compile(r"<a .*?</a>", re.DOTALL)


def lift_next_step(html: str) -> str:
    """Repeat the link of the last section, which is the next step, below the summary.

    Somebody in trouble reads two screens of a phone, and the step stands at the end. A page without
    a summary, or without a link in its last section, stays as it is.
    """
    summary = _SUMMARY.search(html)
    link = _LINK.search(html, max(html.rfind("<h2"), 0))
    if summary is None or link is None or link.start() < summary.end():
        return html
    box = f'<p class="now">{link[0]}</p>\n'
    return html[: summary.end()] + box + html[summary.end() :]
