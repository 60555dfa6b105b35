"""The pages that the service answers with: the site's own templates, filled here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Response, current_app, g, make_response, render_template, request
from markupsafe import Markup

from catalog.forms.form import Form
from catalog.forms.form_class import BoundForm
from catalog.publication import SiteFrame
from catalog.text.language import HOME, N_, _, spoken
from catalog.text.town_names import NamedPlace
from forms_backend.intake.abuse import Refusal
from forms_backend.intake.bank_transfer import donation
from forms_backend.serving.language_switch import twins
from forms_backend.serving.service import Accepted, Service

STYLE = "style.css"
"""The one asset whose name carries a version, which the build knows."""

CHALLENGE = "/zgloszenia/wyzwanie"
"""Asked by a script, so it has one address for all languages."""

REFUSALS = {
    404: Refusal(
        404,
        "unknown address",
        N_("Ten adres jest błędny albo już nieaktualny."),
        N_("Sprawdź go albo zacznij od strony głównej."),
    ),
    405: Refusal(
        405, "method", N_("Tej strony nie da się tak otworzyć."), N_("Zacznij od strony głównej.")
    ),
    410: Refusal(
        410,
        "closed",
        N_("Ten formularz jest teraz zamknięty."),
        N_("Nic nie zapisaliśmy. Na stronie formularza piszemy, co możesz zrobić zamiast tego."),
    ),
    413: Refusal(
        413,
        "size",
        N_("Odpowiedzi są za długie."),
        N_("Wróć do formularza i skróć odpowiedzi. Nic nie zapisaliśmy."),
    ),
    429: Refusal(
        429,
        "rate",
        N_("Przyszło stąd dziś bardzo dużo zgłoszeń."),
        N_(
            "Nie zapisaliśmy tego zgłoszenia. Twoje odpowiedzi są niżej. Nie zamykaj tej strony "
            "i spróbuj za godzinę albo zadzwoń."
        ),
    ),
    500: Refusal(
        500,
        "failure",
        N_("Coś się u nas zepsuło."),
        N_(
            "To nie Twoja wina. Nie wiemy, czy zgłoszenie doszło. Odśwież tę stronę za kilka "
            "minut. Jeśli przeglądarka zapyta, czy wysłać dane jeszcze raz, zgódź się: nic nie "
            "zapisze się podwójnie."
        ),
    ),
    503: Refusal(
        503,
        "store",
        N_("Nie możemy teraz zapisać zgłoszenia."),
        N_(
            "To nie Twoja wina. Twoje odpowiedzi są niżej. Nie zamykaj tej strony i za kilka minut "
            "wyślij je jeszcze raz."
        ),
    ),
}

STATE = "/zgloszenia/stan"
"""Where somebody with a number asks how far it is."""

TOO_MANY_NUMBERS = Refusal(
    429,
    "guesses",
    N_("Za dużo numerów się nie zgadzało."),
    N_("Spróbuj za godzinę albo zadzwoń i podaj numer."),
)
NO_STATES = Refusal(
    503,
    "store",
    N_("Nie możemy teraz sprawdzić tego numeru."),
    N_("To nie Twoja wina. Spróbuj za kilka minut. Zgłoszenie jest bezpieczne."),
)
NO_DRAFT = Refusal(
    404,
    "draft",
    N_("Nie ma już tu tych odpowiedzi."),
    N_(
        "Trzymamy je tylko w Twojej przeglądarce i tylko przez 2 godziny. Nic nie zapisaliśmy. "
        "Jeśli zgłoszenie zostało wysłane, mamy je."
    ),
)
"""A draft that is too old, or of another browser."""


def form_page(
    service: Service, bound: BoundForm, trap: str = "", page: str = "", *, filled_in: bool = False
) -> Response:
    """The form with these answers: 422 with mistakes, else 200.

    `trap` is what stood in the field that no person sees; `page` the random id of this filling-in.
    filled_in: whether somebody has been through the whole form before.
    """
    form, field_errors = bound.form, bound.field_errors
    return _page(
        "forms/form.html",
        422 if field_errors else 200,
        service,
        title=form.title,
        form=form,
        bound=bound,
        trap=trap,
        page=page,
        filled=filled_in,
        paper=None,
        action=service.settings.action(form.name),
        error=bool(field_errors),
    )


def check_page(
    service: Service, bound: BoundForm, *, refusal: Refusal | None = None, **shown: Any
) -> Response:
    """All answers to look through, carried in hidden fields, with the random id of this page.

    refusal: why they could not be kept although they were confirmed.
    shown: what the template needs besides: page, seen, clause, dropped, mend.
    """
    if refusal is not None:
        g.refused = refusal.rule
    return _page(
        "forms/check.html",
        refusal.status if refusal else 200,
        service,
        title=_("Nie udało się") if refusal else _("Sprawdź swoje odpowiedzi"),
        refusal=_said(refusal) if refusal else None,
        error=refusal is not None,
        form=bound.form,
        bound=bound,
        challenge=service.settings.forms_url + CHALLENGE if service.challenges else None,
        life=service.challenges.life if service.challenges else 0,
        action=service.settings.action(bound.form.name),
        **shown,
    )


def accepted_page(service: Service, accepted: Accepted, form: Form) -> Response:
    """The reference number and what happens next; for a donation, the transfer to make."""
    recipient = service.published.current.recipients.get(accepted.recipient or "")
    return _page(
        "forms/accepted.html",
        200,
        service,
        title=form.accepted_title,
        form=form,
        action=service.settings.action(form.name),
        state=service.settings.place(STATE),
        accepted=accepted,
        recipient=recipient,
        transfer=recipient
        and recipient.account
        and donation(recipient, accepted.grosze, accepted.reference),
    )


def towns_page(
    service: Service, typed: str, need: str, found: Sequence[tuple[NamedPlace, str]], letter: str
) -> Response:
    """Which of these places is meant? `found` are places and the paths of their answers.

    `letter` is the first one of what was typed, where there is a list of towns for it.
    """
    return _page(
        "forms/towns.html",
        200,
        service,
        title=_("Którą miejscowość masz na myśli?") if found else _("Nie znamy tej miejscowości"),
        typed=typed,
        need=need,
        found=found,
        letter=letter,
        where=service.settings.place("/gdzie/"),
    )


def state_page(service: Service, typed: str, state: str | None) -> Response:
    """How far a submission is; `typed` is the number, `state` is None where it is not known."""
    return _page(
        "forms/state.html",
        200,
        service,
        title=_("Co dzieje się ze zgłoszeniem?"),
        action=service.settings.place(STATE),
        typed=typed,
        state=state,
        asked=bool(typed),
    )


def refused_page(service: Service, refusal: Refusal, form: Form | None = None) -> Response:
    """Why nothing was stored and what to do. The log of this answer names the rule."""
    g.refused = refusal.rule
    known = HTTPStatus(refusal.status)
    title = _("Nie ma takiej strony") if known == HTTPStatus.NOT_FOUND else _("Nie udało się")
    return _page(
        "forms/refused.html",
        refusal.status,
        service,
        title=title,
        refusal=_said(refusal),
        form=form,
        error=True,
    )


def _said(refusal: Refusal) -> Refusal:
    """In the language of the page."""
    return replace(refusal, what=_(refusal.what), advice=_(refusal.advice))


def log_store_error(error: Exception) -> None:
    """For the operator: the store's own words, which name files and never answers."""
    current_app.logger.error("zgłoszenie nie zostało zapisane: %s", error)


def _trail(site: SiteFrame, form: Form | None) -> tuple[tuple[str, str], ...]:
    """The way to the form's page: home, and the item of the menu that the form is below."""
    above = (one for one in site.navigation if form and form.path.startswith(one.path))
    return ((_("Początek"), "/"), *((one.label, one.path) for one in above))


def _page(template: str, status: int, service: Service, **context: Any) -> Response:
    base = service.settings.site_url
    site = service.edition.site
    language = spoken()
    form: Form | None = context.get("form")
    frame = {
        "site": site,
        "lang": site.lang,
        "path": form.path if form else None,
        "description": None,
        "canonical": None,
        "alternates": twins(request, current_app.extensions["languages"], site.languages),
        "in_polish": Markup("") if site.lang == HOME else Markup(' lang="pl"'),
        "trail": _trail(site, form),
        "kind": "form",
        "error": False,
        "ld": "",
        "link": lambda path: base + language.path(path),
        "asset": lambda name: f"{base}/assets/{site.stylesheet if name == STYLE else name}",
    }
    return make_response(render_template(template, **(frame | context)), status)
