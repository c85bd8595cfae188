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
    share, spread = float(str(limits["share"])), float(str(limits["spread"]))
    fewest = int(str(limits["words"]))
    copies: dict[str, list[str]] = {}
    for each in cards:
        copies.setdefault(each.sha256 or each.document_id, []).append(each.document_id)
    first = {name: names[0] for names in copies.values() for name in names}
    same = {names[0]: names for names in copies.values()}
    sketches = {
        each.document_id: each.sketch for each in cards if each.document_id in same and each.words >= fewest
    }
    nearest: dict[str, dict[str, near.Shared]] = {}
    for earlier, later, found in near.pairs(sketches, share=share, spread=spread):
        nearest.setdefault(earlier, {})[later] = found
        nearest.setdefault(later, {})[earlier] = found
    limit = f"below {share:.0%}, or {min(share, spread):.0%} all over the text"
    for each in cards:
        owner = first[each.document_id]
        twins = [name for name in same[owner] if name != each.document_id]
        by_share = sorted(nearest.get(owner, {}).items(), key=lambda one: -one[1].share)
        close = [(name, found) for other, found in by_share for name in same[other]]
        if twins or close:
            measured = "100% of the wording" if twins else _measured(close[0][1], share)
            yield _found(each.document_id, twins, close, measured, limit)


def _found(
    name: str,
    twins: Sequence[str],
    close: Sequence[tuple[str, near.Shared]],
    measured: str,
    limit: str,
) -> Found:
    others = [*twins, *(other for other, _ in close)]
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    return Found(
        document_id=name,
        span=None,
        message=f"{'the same text as' if twins else 'nearly the same text as'} {others[0]}{more}",
        measured=measured,
        limit=limit,
        related=tuple((other, None) for other in others[:_RELATED]),
    )


def _measured(found: near.Shared, share: float) -> str:
    error = f" (±{max(1, round(100 * found.error))})" if found.error else ""
    return f"{found.share:.0%}{error} of the wording" + (", all over the text" if found.share < share else "")


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
        "`[tool.xdiff.rules.near-duplicate]` with `share = 0.9` and `spread = 0.9`."
    ),
    limits=(
        Limit(
            name="share",
            default=0.6,
            what="share of the smaller document's runs of three words that another one may have, 0 to 1",
            least=0.05,
            most=1.0,
        ),
        Limit(
            name="spread",
            default=0.3,
            what="the same where it is all over the text, as in an edition with words changed here and there",
            least=0.05,
            most=1.0,
        ),
        Limit(name="words", default=40, what="fewest words of a document that is compared", least=20),
    ),
    seeds=check,
)
