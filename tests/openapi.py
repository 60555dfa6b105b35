"""The service described as OpenAPI 3.1, generated from the published forms.

Source of the format: https://spec.openapis.org/oas/v3.1.1. The description tells what a browser
sends and what comes back; whoever sends something else gets one of the refusals that it lists.

`python -m tests.openapi FILE` writes it for the publication of the last build.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from catalog.forms.form import Form, Question
from catalog.publication import Publication
from catalog.text.gettext_files import FOLDER, codes, language
from catalog.text.language import HOME, POLISH, Language
from forms_backend.config import Settings
from forms_backend.intake.abuse import CLAUSE, PAGE, STEP, TAKES
from forms_backend.intake.quarantine import PROOF, SEEN, TRAP
from forms_backend.serving.service import Published

URL_ENCODED = "application/x-www-form-urlencoded"
REFUSED = (400, 403, 404, 405, 410, 413, 415, 429, 503)
"""Every status with which a page says that nothing was stored, and why."""

_KEPT = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$"
"""Text without control characters other than tab and line ends."""
_OWN_FIELDS: Mapping[str, Mapping[str, Any]] = {
    STEP: {
        "type": "string",
        "pattern": r"^(popraw|wyslij)?$",
        "description": "The button. `wyslij` confirms, from the check page; `popraw` leads back.",
    },
    PAGE: {
        "type": "string",
        "pattern": "^[A-Za-z0-9_-]{16,64}$",
        "description": "The random id that the check page carries.",
    },
    SEEN: {
        "type": "string",
        "pattern": _KEPT,
        "description": "When the check page was drawn; signed.",
    },
    CLAUSE: {
        "type": "string",
        "pattern": _KEPT,
        "description": "The version of the information about data that stood on the page.",
    },
    TAKES: {"type": "string", "pattern": _KEPT, "description": "`tak`: it takes cookies."},
    TRAP: {"type": "string", "pattern": _KEPT, "description": "People leave it empty."},
    PROOF: {"type": "string", "pattern": _KEPT, "description": "ALTCHA's payload, where it is on."},
}
_WRITINGS: Mapping[str, Mapping[str, Any]] = {
    "email": {"format": "email", "examples": ["biuro@przyklad.example"]},
    "phone": {"examples": ["601 234 567"]},
    "nip": {"pattern": "^([^0-9０-９]*[0-9０-９]){10}[^0-9０-９]*$", "examples": ["123-456-32-18"]},
    "krs": {"pattern": "^([^0-9]*[0-9]){5,10}[^0-9]*$", "examples": ["0000123456"]},
    "postal_code": {"pattern": "^([^0-9]*[0-9]){5}[^0-9]*$", "examples": ["01-424"]},
    "amount": {"examples": ["123,45"]},
    "account": {"examples": ["61 1090 1014 0000 0712 1981 2874"]},
    "date": {"examples": ["22.11.2026"]},
    "integer": {"examples": ["12"]},
}
"""What can be said beforehand of text in a known writing; the service reads any usual one."""


def describe(publication: Publication, languages: Iterable[Language] = (POLISH,)) -> dict[str, Any]:
    """The whole description, ready to be written as JSON.

    Of the languages those count in which forms are published.
    """
    paths: dict[str, dict[str, Any]] = {}
    for one in languages:
        if one.code in (HOME, *publication.translations):
            paths |= paths_of(publication.edition(one.code).forms, one)
    rest = {"/zgloszenia/wyzwanie": {"get": _challenge()}, "/zdrowie": {"get": _health()}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{publication.site.name}: forms",
            "version": publication.version,
            "summary": "What the forms send, and what is answered.",
            "description": (
                "Every answer for people is an HTML page in plain words. Lengths are counted after "
                "spaces are tidied."
            ),
        },
        "paths": paths | rest,
        "components": {
            "headers": {name: _header(name) for name in _HEADERS},
            "responses": {str(status): _refusal(status) for status in REFUSED},
        },
    }


def paths_of(forms: Mapping[str, Form], language: Language = POLISH) -> dict[str, dict[str, Any]]:
    """The addresses of these forms in a language, and what is at each."""
    found: dict[str, dict[str, Any]] = {}
    for name, form in forms.items():
        place = language.path(f"/zgloszenia/{name}")
        thanks = language.path(f"/zgloszenia/{name}/przyjete")
        found[place] = {"get": _look(form), "post": _send(form)}
        found[thanks] = {"get": _receipt(form)}
        for operation in (*found[place].values(), *found[thanks].values()):
            operation["operationId"] += language.prefix.replace("/", "-")
    return found


def body_of(form: Form) -> dict[str, Any]:
    """The JSON Schema of a body that holds the whole form."""
    properties: dict[str, Any] = {one.name: _answer(one) for one in form.asked}
    properties |= {name: dict(schema) for name, schema in _OWN_FIELDS.items()}
    schema: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "required": [
            one.name for one in form.asked if one.always_required and one.relevant is None
        ],
        "additionalProperties": False,
    }
    choices = [[{"required": [name]} for name in rule.questions] for rule in form.at_least_one]
    if choices:
        schema["allOf"] = [{"anyOf": names} for names in choices]
    return schema


def _answer(question: Question) -> dict[str, Any]:
    told: dict[str, Any] = {"title": question.label}
    if question.relevant is not None:
        values = ", ".join(question.relevant.values)
        told["description"] = f"Asked when {question.relevant.question} is one of: {values}."
    if isinstance(question.required, str):
        told["description"] = f"Required when {question.required}."
    if question.type == "acknowledge":
        return told | {"enum": ["tak"] if question.always_required else ["", "tak"]}
    if not question.kind.chooses:
        return told | _text(question)
    values_ = [choice.value for choice in question.choices]
    if question.kind.holds_many:
        least = {"minItems": 1} if question.always_required else {}
        return told | {"type": "array", "items": {"enum": values_}, **least}
    return told | {"enum": values_ if question.always_required else ["", *values_]}


def _text(question: Question) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "maxLength": question.limit, "pattern": _KEPT}
    name = question.format or (question.type if question.type in _WRITINGS else None)
    writing = dict(_WRITINGS.get(name or "", {}))
    if question.always_required:
        return schema | {"minLength": 1} | writing
    examples = {"examples": writing.pop("examples")} if writing else {}
    return schema | examples | ({"anyOf": [{"maxLength": 0}, writing]} if writing else {})


def _send(form: Form) -> dict[str, Any]:
    told = {"operationId": f"send-{form.name}", "summary": form.title}
    if form.closed:
        return told | {"deprecated": True, "responses": _refusals(404, 410, 413)}
    many = [one.name for one in form.asked if one.kind.holds_many]
    encoding = {name: {"style": "form", "explode": True} for name in many}
    schema = body_of(form)
    shown = _page("The next page of the form, or all answers to look through.")
    return told | {
        "requestBody": {
            "required": True,
            "content": {
                URL_ENCODED: {
                    "schema": schema,
                    "encoding": {k: v for k, v in encoding.items() if k in schema["properties"]},
                }
            },
        },
        "responses": {
            "200": shown,
            "303": _moved("Kept. Leads to the page with the reference number."),
            "422": _page("The page with its mistakes; every right answer is kept."),
        }
        | _refusals(*REFUSED),
    }


def _look(form: Form) -> dict[str, Any]:
    responses = {
        "200": _page("The form about one entry of the directory."),
        "302": _moved("Leads to the form's page on the site."),
    }
    return {
        "operationId": f"look-{form.name}",
        "summary": form.title,
        "parameters": [_query("wpis", "The path of an entry.", required=False)],
        "responses": responses | _refusals(400, 404),
    }


def _receipt(form: Form) -> dict[str, Any]:
    return {
        "operationId": f"receipt-{form.name}",
        "summary": form.accepted_title,
        "parameters": [_query("numer", "Signed; comes from the 303.", required=True)],
        "responses": {"200": _page("The reference number.")} | _refusals(400, 404),
    }


def _health() -> dict[str, Any]:
    flag, text = {"type": "boolean"}, {"type": "string"}
    properties = {
        "status": {"enum": ["ok", "trouble"]},
        "troubles": {"type": "array", "items": text},
        "version": text,
        "forms": {"type": "array", "items": text},
        "development": flag,
    }
    schema = {"type": "object", "properties": properties, "required": sorted(properties)}
    told = {"headers": _headers(), "content": {"application/json": {"schema": schema}}}
    return {
        "operationId": "health",
        "summary": "For monitoring.",
        "responses": {
            "200": {"description": "Submissions can be kept."} | told,
            "503": {"description": "They cannot."} | told,
        },
    }


def _challenge() -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object"}}}
    told = {"description": "A sum to do.", "headers": _headers(), "content": content}
    return {
        "operationId": "challenge",
        "summary": "ALTCHA's challenge, where the operator has turned it on.",
        "responses": {"200": told} | _refusals(404, 429),
    }


_HEADERS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cache-Control",
)


def _header(name: str) -> dict[str, Any]:
    kept = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    schema = {"const": kept[name]} if name in kept else {"type": "string", "minLength": 1}
    return {"required": True, "schema": schema}


def _headers() -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in _HEADERS}


def _page(words: str) -> dict[str, Any]:
    content = {"text/html": {"schema": {"type": "string"}}}
    return {"description": words, "headers": _headers(), "content": content}


def _moved(words: str) -> dict[str, Any]:
    location = {"required": True, "schema": {"type": "string", "minLength": 1}}
    return {"description": words, "headers": _headers() | {"Location": location}}


def _refusal(status: int) -> dict[str, Any]:
    return _page(f"{HTTPStatus(status).phrase}: a page that says why and what to do.")


def _refusals(*statuses: int) -> dict[str, Any]:
    return {str(one): {"$ref": f"#/components/responses/{one}"} for one in statuses}


def _query(name: str, words: str, *, required: bool) -> dict[str, Any]:
    schema = {"type": "string"}
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": words,
        "schema": schema,
    }


def main(file: Path) -> None:
    """Describe the forms of the last build in every language. Raises SettingsError without one."""
    settings = Settings.from_environment()
    words = settings.templates / FOLDER
    languages = [language(code, words) for code in codes(words)]
    description = describe(Published(settings.publication).current, languages)
    text = json.dumps(description, ensure_ascii=False, indent=1)
    file.write_text(f"{text}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
