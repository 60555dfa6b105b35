"""Why the record did not do what was asked. Nothing was changed in any of these cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desk.rules.hash_chain import Line
from desk.rules.move import Thing
from forms_backend.operator_error import OperatorError


class RecordError(OperatorError):
    """The database cannot be opened, read or written. A Polish sentence for the person at it."""


class UnknownThingError(Exception):
    """There is no such thing, or it is out of the scope: whoever asks cannot tell which."""


class StaleError(Exception):
    """Somebody changed it after the page was drawn.

    seen: the version on the page; now: the row as it is; since: the moves made in between.
    """

    def __init__(self, seen: int, now: Thing, since: Sequence[Line]) -> None:
        super().__init__("stale")
        self.seen, self.now, self.since = seen, now, tuple(since)


class RefusedMoveError(Exception):
    """The move is not possible. Its sentences tell what has to be done first, if anything helps."""

    def __init__(self, sentences: Sequence[str] = ()) -> None:
        super().__init__("refused")
        self.sentences = tuple(sentences)


class WrongAnswersError(Exception):
    """What was typed with the move is wrong: a Polish sentence by the question's name."""

    def __init__(self, field_errors: Mapping[str, str]) -> None:
        super().__init__("field errors")
        self.field_errors = dict(field_errors)
