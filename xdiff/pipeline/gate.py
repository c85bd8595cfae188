"""Documents judged by the rules that a policy asks, each alone, as a set, and with others of their event."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from xdiff.errors import PackError, PolicyError
from xdiff.pipeline.chosen import Chosen
from xdiff.pipeline.compare import Progress, compare, inspect, signature, silent
from xdiff.records import Judged, Outcome, Problem, Signature, Suppression

if TYPE_CHECKING:
    from xdiff.errors import InputError
    from xdiff.gating.baseline import Baseline
    from xdiff.gating.card import Card
    from xdiff.gating.policy import Policy
    from xdiff.gating.rule import Found, Rule
    from xdiff.records import Document, Register
    from xdiff.review import ReviewFile

_Founds = dict[str, tuple["Found", ...]]


def gate(
    documents: Sequence[Document],
    policy: Policy,
    *,
    problems: Sequence[InputError] = (),
    notes: Sequence[str] = (),
    baseline: Baseline | None = None,
    reviews: Sequence[ReviewFile] = (),
    progress: Progress = silent,
) -> Outcome:
    """Judge documents.

    Args:
        documents: those to judge; what the policy excludes is left out.
        policy: which rules, how severe, with which limits.
        problems: what could not be read, for `Outcome.problems`.
        notes: what a reader must know beside what this function finds.
        baseline: known findings, which do not count.
        reviews: earlier decisions; what they reject does not count.
        progress: called with a step's name, how many of its items are done, and of how many.

    Raises:
        PolicyError: a document's exceptions are malformed.
        PackError: a pack is malformed.
        ModelError: a model cannot be read.
    """
    from xdiff import packs as language_packs
    from xdiff.gating import baseline as known
    from xdiff.gating import exceptions, judge, policies
    from xdiff.review import strangers

    kept = [each for each in documents if not policy.excluded(each)]
    allowed = {each.id: exceptions.allowed(each) for each in kept}
    # Where nothing is compared, rules for stories are not asked, and their known findings are not gone.
    rules = tuple(each for each in policy.rules() if not (each.story and policy.stories == "none"))
    if not rules:
        hint = "Leave a rule out of `ignore`; with nothing to ask, everything would pass."
        raise PolicyError("no rule is left to ask", where=policy.source or "policy", hint=hint)
    if policy.packs:
        language_packs.load(policy.packs)  # a bad pack is told whatever the documents are
    kept_earlier = _Earlier(policy)
    found: dict[str, list[Found]] = {rule.code: [] for rule in rules}
    cards: dict[str, Card] = {}
    judged = []
    for done, document in enumerate(kept):
        progress("judge", done, len(kept))
        alone, card, cached = _alone(document, rules, policy, kept_earlier)
        cards[document.id] = card
        judged.append(
            Judged(
                document_id=document.id,
                path=document.path,
                words=card.words,
                cached=cached,
                line=document.line,
            )
        )
        _collect(found, alone)
    progress("judge", len(kept), len(kept))
    for rule in rules:
        if rule.seeds:
            found[rule.code] += rule.seeds(tuple(cards.values()), policy.limits_of(rule))
    stories, compared, parted = _stories(kept, tuple(cards.values()), rules, policy, kept_earlier, progress)
    _collect(found, compared)
    kept_earlier.cache.tidy()

    before = sum(map(len, found.values()))
    asked = {each.id: policy.ignored(each) for each in kept}
    standing = {
        code: [each for each in several if code not in asked[each.document_id]]
        for code, several in found.items()
    }
    excuses = judge.Excuses(allowed=allowed, rejected=_rejected(reviews))
    findings = judge.findings(standing, kept, policy, excuses)
    unused = exceptions.unused(findings, allowed, rules, asked)
    said = [*notes, *(f"{each.id}: {note}" for each in kept for note in each.notes)]
    said += [
        f"{each.path}: a review of other documents; it decides nothing here"
        for each in strangers(reviews, kept)
    ]
    outcome = Outcome(
        signature=kept_earlier.signature(comparing=bool(stories)),
        documents=tuple(judged),
        findings=findings,
        rules=tuple(judge.info(rule, policy) for rule in rules),
        fail_on=policy.fail_on,
        policy=policies.settings(policy),
        problems=tuple(Problem(what=each.what, where=each.where, hint=each.hint) for each in problems),
        notes=(*said, *parted, *unused, *([kept_earlier.cache.note] if kept_earlier.cache.note else [])),
        stories=stories,
        ignored=before - sum(map(len, standing.values())),
    )
    return outcome if baseline is None else known.apply(outcome, baseline)


def _collect(found: dict[str, list[Found]], more: _Founds) -> None:
    for code, several in more.items():
        found[code] += several


def _alone(
    document: Document, rules: Sequence[Rule], policy: Policy, kept: _Earlier
) -> tuple[_Founds, Card, bool]:
    """Return what the rules for one document found, its card, and whether an earlier run knew them."""
    from xdiff.gating import stored
    from xdiff.gating.dealing import card

    asked = [rule for rule in rules if rule.document]
    register = policy.register_of(document)
    name = kept.name("document", [document], asked, register)
    codes = {rule.code for rule in asked}
    earlier = stored.loaded(kept.cache.get(name), {document.id: len(document.text)}, codes)
    if earlier is not None and earlier[1] is not None:
        return earlier[0], earlier[1], True
    needs = frozenset(need for rule in asked for need in rule.needs)
    inspection = inspect(
        document,
        register=register,
        packs=policy.packs,
        verdict="verdict" in needs,
        fluency="fluency" in needs,
        facts="facts" in needs,
        lm=policy.lm,
    )
    found = {
        rule.code: tuple(rule.document(inspection, policy.limits_of(rule))) for rule in asked if rule.document
    }
    made = card(inspection)
    kept.cache.put(name, stored.dumped(found, made))
    return found, made, False


def _stories(
    documents: Sequence[Document],
    cards: Sequence[Card],
    rules: Sequence[Rule],
    policy: Policy,
    kept: _Earlier,
    progress: Progress,
) -> tuple[tuple[tuple[str, ...], ...], _Founds, tuple[str, ...]]:
    """Return the stories that were compared, what the rules for stories found in them, and notes on both."""
    from xdiff.gating import stored, stories

    asked = [rule for rule in rules if rule.story]
    if not asked:
        return (), {}, ()
    by_id = {each.id: each for each in documents}
    compared = []
    found: dict[str, list[Found]] = {rule.code: [] for rule in asked}
    told = stories.told(cards, policy.stories)
    for done, ids in enumerate(told.stories):
        progress("compare", done, len(told.stories))
        members = [by_id[each] for each in ids]
        if len({each.sha256 for each in members}) < 2:  # one text twice is no second witness
            continue
        compared.append(ids)
        name = kept.name("story", members, asked, policy.register)
        texts = {each.id: len(each.text) for each in members}
        earlier = stored.loaded(kept.cache.get(name), texts, found)
        if earlier is not None:
            _collect(found, earlier[0])
            continue
        run = compare(members, register=policy.register, packs=policy.packs, alone=False)
        new = {rule.code: tuple(rule.story(run, policy.limits_of(rule))) for rule in asked if rule.story}
        kept.cache.put(name, stored.dumped(new, None))
        _collect(found, new)
    progress("compare", len(told.stories), len(told.stories))
    return tuple(compared), {code: tuple(several) for code, several in found.items()}, told.notes


class _Earlier:
    """What earlier runs found, and what it depends on beside the documents and the rules."""

    def __init__(self, policy: Policy) -> None:
        from xdiff.gating.cache import Cache

        self.cache = Cache(policy.cache)
        self._policy = policy
        self._settings = (
            [] if policy.cache is None else [[_digest(each) for each in policy.packs], _asked(policy.lm)]
        )

    def signature(self, *, comparing: bool) -> Signature:
        """Return the settings behind every number; known, they need no model to be read (0.3 s)."""
        from xdiff.gating import stored

        policy = self._policy
        name = self.name("signature", [], [], policy.register, comparing)
        parts = stored.pairs(self.cache.get(name))
        if parts is not None:
            return Signature(parts=parts)
        made = signature(register=policy.register, packs=policy.packs, comparing=comparing, lm=policy.lm)
        self.cache.put(name, made.parts)
        return made

    def name(
        self,
        kind: str,
        documents: Iterable[Document],
        rules: Iterable[Rule],
        register: Register,
        *more: object,
    ) -> str:
        """Return the cache's key: everything that what rules find in these documents depends on."""
        if self._policy.cache is None:
            return ""
        from xdiff.gating import cache

        limits = [[rule.code, sorted(self._policy.limits_of(rule).items())] for rule in rules]
        described = [_described(each) for each in documents]
        return cache.key(kind, described, limits, register, self._settings, *more)


def _described(document: Document) -> dict[str, object]:
    """Return all of a document that a rule may look at, its text as a digest.

    Its line is left out: another line above it in a file of JSON lines must not have all the others judged
    again. Its id is in, since messages may say it, and so is the name of its file.
    """
    from xdiff.gating.place import shown

    described = {each.name: getattr(document, each.name) for each in fields(document)}
    del described["line"]
    described["text"] = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    described["extra"] = {key: value for key, value in document.extra.items() if key != "allow"}
    described["furniture"] = [[each.span.start, each.span.end, each.why] for each in document.furniture]
    described["path"] = shown(document.path)
    described["described_in"] = shown(document.described_in)
    return described


def _digest(pack: Path) -> str:
    try:
        return hashlib.sha256(pack.read_bytes()).hexdigest()
    except OSError as error:  # it was read a moment ago
        raise PackError(f"cannot be read: {error.strerror}", where=str(pack)) from None


def _asked(lm: bool) -> list[object]:
    """Name the language model that is asked, if one is: a file that may be exchanged."""
    if not lm:
        return []
    from xdiff.origin.surprisal import weights

    file = weights()
    known = file.stat()
    return [file.name, known.st_size, known.st_mtime_ns]


def _rejected(reviews: Sequence[ReviewFile]) -> dict[str, Suppression]:
    """Return what reviewers rejected, by the finding's name; of two decisions on one the later holds."""
    from xdiff import review

    return {
        key: Suppression(because="review", where=path, reason=decision.comment)
        for key, (decision, path) in review.held(reviews).items()
        if decision.decision == "reject"
    }


def judge_paths(
    paths: Sequence[str | Path],
    policy: Policy,
    *,
    max_bytes: int | None = None,
    progress: Progress = silent,
    before: Callable[[Sequence[Document]], None] = lambda _documents: None,
) -> Outcome:
    """Read files and folders and judge them; the policy's baseline and reviews are read as well.

    Args:
        paths: files, folders, or `-` for standard input.
        policy: which rules, how severe, with which limits.
        max_bytes: the largest input read, or None for the reader's own limit.
        progress: called with a step's name, how many of its items are done, and of how many.
        before: called with the documents once they are read; what it raises ends the run before the work.

    Raises:
        InputError: a review cannot be used.
        PolicyError: the baseline, or a document's exceptions, are malformed.
    """
    from xdiff.gating import baseline as known
    from xdiff.read import MAX_BYTES, read_paths
    from xdiff.review import read as read_review

    policy.rules()  # what is wrong with the policy is told before anything is read
    earlier = known.read(policy.baseline) if policy.baseline else None
    reviews = tuple(read_review(path) for path in dict.fromkeys(policy.reviews))
    chosen = Chosen(policy)
    read = read_paths(
        [str(path) for path in paths],
        max_bytes=MAX_BYTES if max_bytes is None else max_bytes,
        skip=chosen.skip,
    )
    before(read.documents)
    return gate(
        read.documents,
        policy,
        problems=read.problems,
        notes=chosen.notes(anything=bool(read.documents or read.problems)),
        baseline=earlier,
        reviews=reviews,
        progress=progress,
    )
