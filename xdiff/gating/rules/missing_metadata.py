"""HY308: what a curator must know of a document is not written down beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from xdiff.gating.rule import Found, Limit, Limits, Rule

if TYPE_CHECKING:
    from xdiff.records import Document, Inspection

KEYS = ("outlet", "title", "published", "declared_origin")
_PLAIN = {"outlet": "outlet", "title": "title", "published": "day", "declared_origin": "origin"}
# To be filled in. Where nobody does, the file is refused or says no more than is known: no false day.
_VALUES = {
    "outlet": '"..."',
    "title": '"..."',
    "published": "YYYY-MM-DD",
    "declared_origin": '"unsure"',
}


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Flag a document of a described folder, or a described JSON line, that lacks required keys."""
    document = inspection.document
    required = limits["required"]
    assert isinstance(required, tuple)
    missing = tuple(key for key in required if getattr(document, key) is None)
    if not missing or not (limits["everywhere"] or _described(document)):
        return
    *most, last = (_PLAIN[key] for key in missing)
    unsaid = f"{', '.join(most)} and {last}" if most else last
    yield Found(
        document_id=document.id,
        span=None,
        message=f"nothing says its {unsaid}; {_hint(document, missing)}",
        measured=f"{len(required) - len(missing)} of {len(required)} keys",
        limit=", ".join(required),
        words=missing,
    )


def _described(document: Document) -> bool:
    """Say whether documents are described where it comes from: by a `seeds.toml`, or on its own JSON line."""
    if document.format == "jsonl":
        return document.outlet is not None or document.declared_origin is not None
    return document.described_in is not None


def _hint(document: Document, missing: tuple[str, ...]) -> str:
    """Return what to write where, ready to paste."""
    if document.format == "jsonl":
        return "add " + ", ".join(f"{json.dumps(key)}: ..." for key in missing) + " to its line"
    lines = ", ".join(f"{key} = {_VALUES[key]}" for key in missing)
    # JSON quotes as TOML does, and no character of a name can act on who reads it.
    name = json.dumps(PurePath(document.path or document.id).name)
    return f"add to seeds.toml under [{name}]: {lines}"


RULE = Rule(
    code="HY308",
    name="missing-metadata",
    severity="warning",
    what=(
        "A document without outlet, day or declared origin in the `seeds.toml` of its folder. Folders "
        "without that file are not asked; a JSON line is when it names its outlet or its origin."
    ),
    why=(
        "Nobody can check, cite or take out a text whose source is not known, and a declared origin is what "
        "`declared-origin-contradicted` holds the text against."
    ),
    examples=('["storm.txt"]\noutlet = "The Harbour Post"',),
    near_misses=(
        '["storm.txt"]\noutlet = "The Harbour Post"\npublished = 2026-01-31\ndeclared_origin = "original"',
        "A file in a folder that has no seeds.toml.",
    ),
    mend=(
        "Add the lines that the finding names to `seeds.toml`. To ask for other keys: "
        '`[tool.xdiff.rules.missing-metadata]` with `required = ["outlet", "title"]`.'
    ),
    limits=(
        Limit(
            name="required",
            default=("outlet", "published", "declared_origin"),
            what="keys that a document must have",
            choices=KEYS,
        ),
        Limit(
            name="everywhere", default=False, what="whether folders without a seeds.toml are asked as well"
        ),
    ),
    document=check,
)
