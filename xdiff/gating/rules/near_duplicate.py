"""HY309: another document of the run has the same text, or nearly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from xdiff.gating import near
from xdiff.gating.rule import Found, Limit, Limits, Rule

if TYPE_CHECKING:
    from xdiff.gating.card import Card

_RELATED = 5


def check(cards: Sequence[Card], limits: Limits) -> Iterator[Found]:
    """Flag each document that is the same as, or nearly the same as, others, with those it is nearest to."""
    least = float(str(limits["share"]))
    fewest = int(str(limits["words"]))
    copies: dict[str, list[str]] = {}
    for each in cards:
        copies.setdefault(each.sha256 or each.document_id, []).append(each.document_id)
    first = {names[0]: names for names in copies.values()}
    nearest: dict[str, dict[str, near.Shared]] = {}
    sketches = {
        each.document_id: each.sketch for each in cards if each.document_id in first and each.words >= fewest
    }
    for earlier, later, found in near.pairs(sketches, least):
        nearest.setdefault(earlier, {})[later] = found
        nearest.setdefault(later, {})[earlier] = found
    owner = {name: names[0] for names in copies.values() for name in names}
    for each in cards:
        name = each.document_id
        same = [other for other in first[owner[name]] if other != name]
        close = sorted(nearest.get(owner[name], {}).items(), key=lambda one: -one[1].share)
        if same or close:
            yield _found(name, same, close, least)


def _found(name: str, same: Sequence[str], close: Sequence[tuple[str, near.Shared]], least: float) -> Found:
    others = [*same, *(other for other, _ in close)]
    if same:
        measured, how = "100% of the wording", "the same as"
    else:
        best = close[0][1]
        error = f" (±{max(1, round(100 * best.error))})" if best.error else ""
        measured, how = f"{best.share:.0%}{error} of the wording", "nearly the same as"
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    return Found(
        document_id=name,
        span=None,
        message=f"{how} {others[0]}{more}",
        measured=measured,
        limit=f"below {least:.0%}",
        related=tuple((other, None) for other in others[:_RELATED]),
    )


RULE = Rule(
    code="HY309",
    name="near-duplicate",
    severity="warning",
    what=(
        "A document that shares most of its wording with another one of the run: a copy, an edition with "
        "some words changed, or a cut of a longer text. Each document of a group has one finding, which "
        "names the others."
    ),
    why=(
        "Copies weigh double in a corpus, leak from a training part into a test part, and pass for "
        "independent witnesses of an event (Lee et al. 2022)."
    ),
    examples=("One text in two files.", "A wire report, and the same report with a new first paragraph."),
    near_misses=("Two reports on one event that quote the same three sentences of an agency.",),
    mend=(
        "Keep one of them. Where copies are wanted, as in a folder of editions, set the limit higher: "
        "`[tool.xdiff.rules.near-duplicate]` with `share = 0.9`."
    ),
    limits=(
        Limit(
            name="share",
            default=0.35,
            what="share of the smaller document's runs of three words that another one may have, 0 to 1",
            least=0.05,
            most=1.0,
        ),
        Limit(name="words", default=40, what="fewest words of a document that is compared", least=20),
    ),
    seeds=check,
)
