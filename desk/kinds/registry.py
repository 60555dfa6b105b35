"""Every kind of thing at the desk."""

from __future__ import annotations

from desk.kinds.exchanges import OFFER, REQUEST
from desk.kinds.matches import MATCH
from desk.kinds.notices import NOTICE
from desk.kinds.people import PERSON
from desk.kinds.submissions import SUBMISSION
from desk.rules.move import Kind

KINDS: dict[str, Kind] = {
    one.name: one for one in (SUBMISSION, PERSON, REQUEST, OFFER, MATCH, NOTICE)
}
