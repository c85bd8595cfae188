"""JSON values taken at their word only after a look: what a file says may be damaged or made to harm."""

from __future__ import annotations

import json
import math
from typing import Any, Final, NoReturn, cast, get_args

from xdiff.errors import InputError
from xdiff.records import SEVERITIES, Judgement, Origin, Severity

_ORIGINS: Final = get_args(Origin)
_JUDGEMENTS: Final = get_args(Judgement)
# No run has as many of anything; a larger number would only break the page.
_LARGEST: Final = 10**9


def parsed(data: bytes, where: str, *, line: int | None = None) -> Any:
    """Return JSON as values.

    Args:
        data: the text in UTF-8; a whole file may also be in UTF-16 or UTF-32.
        where: the file, for the message.
        line: the line of the file that `data` is; None when it is the whole file.

    Raises:
        InputError: it is no JSON; `where` holds file and line.
    """
    hint = "Write the report again; it may have been cut off."
    encoding = json.detect_encoding(data) if line is None else "utf-8"
    place = where if line is None else f"{where}:{line}"
    try:
        return _DECODER.decode(data.decode(encoding))
    except json.JSONDecodeError as error:
        at = error.lineno if line is None else line
        raise InputError(f"broken JSON: {_said(error.msg)}", where=f"{where}:{at}", hint=hint) from None
    except UnicodeDecodeError:
        hint = "Save it as UTF-8; an older PowerShell writes UTF-16 by `>`."
        raise InputError("broken JSON: it is not UTF-8", where=place, hint=hint) from None
    except RecursionError:
        raise InputError("broken JSON: nested too deeply", where=place, hint=hint) from None
    except ValueError as error:  # NaN, or a number of thousands of digits
        raise InputError(f"broken JSON: {_said(str(error))}", where=place, hint=hint) from None


def _said(message: str) -> str:
    """Return the message of a parser as a clause."""
    clause = message.partition(";")[0]
    return clause if clause[1:2].isupper() or clause[2:3].isupper() else clause[:1].lower() + clause[1:]


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")


# Made once: `json.loads` makes a new one for each line when it is told what to do about NaN.
_DECODER: Final = json.JSONDecoder(parse_constant=_refused)


class Shape:
    """One JSON object, with the place it stands at for messages; every value is asked for by its type."""

    __slots__ = ("_values", "_where", "_within")

    def __init__(self, values: Any, where: str, within: str = "") -> None:
        self._where = where
        self._within = within
        if not isinstance(values, dict):
            self._damaged(within or "it", "a table")
        self._values: dict[str, Any] = values

    def text(self, key: str) -> str:
        """Return text."""
        value = self._values.get(key)
        return value if isinstance(value, str) else self._damaged(key, "text")

    def text_or_none(self, key: str) -> str | None:
        """Return text, or None where there is none."""
        return None if self._values.get(key) is None else self.text(key)

    def words(self, key: str) -> str | None:
        """Return text, or None where there is something else: a key that is not xdiff's own."""
        value = self._values.get(key)
        return value if isinstance(value, str) else None

    def count(self, key: str) -> int:
        """Return a number of things."""
        value = self._values.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST:
            self._damaged(key, "a count")
        return value

    def share(self, key: str) -> float | None:
        """Return a probability, or None where there is none."""
        value = self._values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self._damaged(key, "a probability")
        if not (math.isfinite(value) and 0 <= value <= 1):
            self._damaged(key, "a probability")
        return float(value)

    def origin(self, key: str) -> Origin:
        """Return a label."""
        value = self._values.get(key)
        return cast("Origin", value) if value in _ORIGINS else self._damaged(key, "a label xdiff gives")

    def severity(self, key: str) -> Severity:
        """Return a severity."""
        value = self._values.get(key)
        return cast("Severity", value) if value in SEVERITIES else self._damaged(key, "a severity")

    def judgement(self, key: str) -> Judgement | None:
        """Return what a reviewer decided, or None where nothing was."""
        value = self._values.get(key)
        if value is not None and value not in _JUDGEMENTS:
            self._damaged(key, "a decision")
        return cast("Judgement | None", value)

    def one(self, key: str) -> Shape:
        """Return the object under a key."""
        return Shape(self._values.get(key), self._where, self._path(key))

    def each(self, key: str) -> list[Shape]:
        """Return the objects of the list under a key."""
        return [
            Shape(each, self._where, f"{self._path(key)}[{at}]") for at, each in enumerate(self.values(key))
        ]

    def values(self, key: str) -> list[Any]:
        """Return the list under a key."""
        value = self._values.get(key)
        return value if isinstance(value, list) else self._damaged(key, "a list")

    def empty(self, key: str) -> bool:
        """Return whether nothing stands under a key."""
        return self._values.get(key) is None

    def has(self, *keys: str) -> bool:
        """Return whether all these keys are there."""
        return all(key in self._values for key in keys)

    def _path(self, key: str) -> str:
        return f"{self._within}.{key}" if self._within else key

    def _damaged(self, key: str, wanted: str) -> NoReturn:
        name = key if key == self._within else self._path(key)
        hint = "The file was changed or damaged; write it again."
        raise InputError(f"its data is damaged: {name} is not {wanted}", where=self._where, hint=hint)
