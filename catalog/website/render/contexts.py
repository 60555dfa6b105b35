"""What a page's template may name besides the frame: a dataclass for each kind of page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import Field, dataclass, fields, replace
from typing import Any, ClassVar, Protocol, TypeVar


class Context(Protocol):
    """Any dataclass. The template names its fields; where one is `own`, also the fields of that."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


C = TypeVar("C", bound=Context)


@dataclass(frozen=True)
class NoContext:
    """What a page shows that needs no more than the frame, or its record."""


def names_of(context: Context) -> dict[str, Any]:
    """What a template may name, by its name."""
    found = {one.name: getattr(context, one.name) for one in fields(context)}
    own: Context | None = found.pop("own", None)
    return found if own is None else found | names_of(own)


def with_list(context: C, name: str, things: Iterable[object]) -> C:
    """The same with another list of this name."""
    changed: dict[str, Any] = {name: tuple(things)}
    return replace(context, **changed)
