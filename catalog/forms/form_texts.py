"""The words of a form: every text that its readers see, and the same form in another language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from catalog.forms.form import Form

_TEXTS = frozenset(
    "title summary intro label other_label hint required_message constraint_message message "
    "submit_label confirm_label accepted_title next_steps closed_text purpose optional "
    "recipients".split()
)
"""The keys of a definition that hold texts; all others hold names and values."""


def texts(form: Form) -> Iterator[str]:
    """Every text of a form that is not compiled, in the order of its file, repetitions included."""
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    _changed(form.model_dump(), note)
    yield from found


def translated(form: Form, say: Callable[[str], str]) -> Form:
    """The form with every text as `say` gives it; names, values and rules stay."""
    return Form.model_validate(_changed(form.model_dump(), say))


def _changed(value: Any, say: Callable[[str], str], is_text: bool = False) -> Any:
    if isinstance(value, dict):
        return {key: _changed(one, say, key in _TEXTS) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_changed(one, say, is_text) for one in value)
    return say(value) if is_text and isinstance(value, str) else value
