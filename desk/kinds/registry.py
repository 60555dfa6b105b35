"""Every kind of thing at the desk."""

from __future__ import annotations

from desk.kinds.agreements import HELPING, VOLUNTEERING
from desk.kinds.donations import DONATION
from desk.kinds.exchanges import OFFER, REQUEST
from desk.kinds.matches import MATCH
from desk.kinds.notices import NOTICE
from desk.kinds.people import PERSON
from desk.kinds.submissions import SUBMISSION
from desk.kinds.support import SUPPORT
from desk.kinds.tasks import REFERENCE, TASK
from desk.rules.move import Kind

_ALL = (
    SUBMISSION,
    PERSON,
    REQUEST,
    OFFER,
    MATCH,
    NOTICE,
    VOLUNTEERING,
    HELPING,
    TASK,
    REFERENCE,
    DONATION,
    SUPPORT,
)
KINDS: dict[str, Kind] = {one.name: one for one in _ALL}
