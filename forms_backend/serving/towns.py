"""GET /gdzie/: from what somebody typed into the town box to the page of their town.

For browsers without JavaScript; with it, town.js finds the page by the same rules. Nothing is kept,
and the log names the route alone.
"""

from __future__ import annotations

from flask import Response, request

from catalog.text.folding import fold
from catalog.text.language import spoken
from catalog.text.town_names import NamedPlace
from forms_backend.serving import answer_pages
from forms_backend.serving.service import Service

WHERE = "/gdzie/"
TOWN, NEED = "miejscowosc", "potrzeba"
_INDEX = "/miejscowosci/"
_LONGEST = 120


def which_town(service: Service) -> Response:
    """303 to the page of the place that is surely meant, at the need that was chosen before.

    Where several may be meant, or none is like it: a page that says so, with suggestions.
    """
    publication = service.published.current
    typed = request.args.get(TOWN, "")[:_LONGEST].strip()
    need = request.args.get(NEED, "")
    need = need if need in publication.needs else ""
    if not typed:
        return _seen(service, _INDEX)
    meant = publication.town_names.meant(typed)
    if meant.sure:
        return _seen(service, answer_of(meant.places[0], need))
    first = fold(typed)[:1]
    known = {fold(town.name)[:1] for town in publication.towns}
    return answer_pages.towns_page(
        service,
        typed=typed,
        need=need,
        found=[(place, answer_of(place, need)) for place in meant.places],
        letter=first if first in known else "",
    )


def answer_of(place: NamedPlace, need: str) -> str:
    """The page of a place, and where in it a need is answered."""
    return place.path + (f"#{need}" if need else "")


def _seen(service: Service, path: str) -> Response:
    """See Other: the browser asks for the page anew, by GET, and Back leads past this address."""
    return Response(
        status=303, headers={"Location": service.settings.site_url + spoken().path(path)}
    )
