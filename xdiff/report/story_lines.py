"""The view across documents as JSON values: copies, beginnings, speakers, and what only one says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdiff.report.lines import Json, member

if TYPE_CHECKING:
    from xdiff.records import Copy, Lead, Member, Speech, Story, Thing, Voice


def copy(found: Copy) -> Json:
    """Return passages that two or more documents have word for word."""
    return {
        "members": [
            {"document": each.document_id, "sentences": list(each.sentences), "share": each.share}
            for each in found.members
        ],
        "passages": [[member(each) for each in passage] for passage in found.passages],
    }


def lead(found: Lead) -> Json:
    """Return how one document begins."""
    return {
        "document": found.document_id,
        "headline": found.headline,
        "heading": found.heading,
        "sentence": found.sentence,
        "facts": list(found.groups),
        "things": [_thing(each) for each in found.things],
        "headline_only": [_thing(each) for each in found.headline_only],
    }


def only(found: Member, story: Story) -> Json:
    """Return what only one document says, and which of it is checkable, the most telling first."""
    told = next((each.sentences for each in story.alone if each.document_id == found.document_id), ())
    return member(found) | {
        "checkable": [
            {"sentence": each.sentence, "things": [_thing(one) for one in each.things]} for each in told
        ]
    }


def speaker(found: Voice) -> Json:
    """Return one speaker with what each document gives them; the name is null for those not named."""
    return {
        "name": found.name or None,
        "only": found.only,
        "documents": [
            {
                "document": each.document_id,
                "quotations": each.quotations,
                "words": each.words,
                "statements": each.statements,
                "called": list(each.called),
            }
            for each in found.quoting
        ],
    }


def speech(found: Speech) -> Json:
    """Return how many words of one document's body are quoted."""
    return {"document": found.document_id, "quoted": found.quoted, "words": found.words}


def _thing(found: Thing) -> Json:
    return {
        "kind": found.kind,
        "start": found.span.start,
        "end": found.span.end,
        "text": found.surface,
        "also": list(found.also),
    }
