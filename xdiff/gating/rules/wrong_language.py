"""HY305: the text, or a paragraph of it, is not English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xdiff.gating.repeated import counted
from xdiff.gating.rule import Found, Limit, Limits, Rule
from xdiff.records import Span

if TYPE_CHECKING:
    from xdiff.records import Inspection

# ISO 639-1 codes that a document's language may have, in English.
_CODES = """
af=Afrikaans ar=Arabic bg=Bulgarian bn=Bengali ca=Catalan cs=Czech cy=Welsh da=Danish de=German el=Greek
es=Spanish et=Estonian fa=Persian fi=Finnish fr=French gu=Gujarati he=Hebrew hi=Hindi hr=Croatian
hu=Hungarian id=Indonesian it=Italian ja=Japanese kn=Kannada ko=Korean lt=Lithuanian lv=Latvian
mk=Macedonian ml=Malayalam mr=Marathi ne=Nepali nl=Dutch no=Norwegian pa=Punjabi pl=Polish pt=Portuguese
ro=Romanian ru=Russian sk=Slovak sl=Slovene so=Somali sq=Albanian sv=Swedish sw=Swahili ta=Tamil te=Telugu
th=Thai tl=Tagalog tr=Turkish uk=Ukrainian ur=Urdu vi=Vietnamese zh=Chinese
"""
_NAMES = dict(each.split("=") for each in _CODES.split())
# The commonest function words of each that English has not: 25 to 40 % of the words of running text.
_WORDS = {
    "French": """le la les des du de et est une un dans pour qui que sur avec par plus pas au aux ce cette
        ces il elle ils sont ont été sa ses leur mais ou où nous vous être comme entre
        après d l qu n s c""",
    "Spanish": """el la los las de del que y en un una por con para su sus es se lo al como más pero fue ha
        han este esta entre cuando también según donde sobre desde""",
    "Portuguese": """o os as da do das dos que e em um uma para com não por mais como mas foi ao ele ela seu
        sua ou quando muito nos já também pelo pela são""",
    "Italian": """il lo la gli le di del della dei delle che e è un una in per con non sono ha hanno si da
        dal dalla al alla nel nella come anche più questo questa ma""",
    "German": """der die das den dem des und ist nicht mit von zu ein eine einen einem einer im auf für
        sich auch als es an werden wird hat dass sie er wir bei nach aus am über war haben""",
    "Dutch": """de het een en van ik te dat die is niet hij zijn op aan met voor er maar om dan zou wat
        mijn dit zo door over ze zich bij ook tot je naar uit werd""",
}
_SETS = {name: frozenset(words.split()) for name, words in _WORDS.items()}
_ENGLISH_WORDS = """
the of and to a in is that for it as was with be by on not he his but at are this have from or had an
they which one you were all her she there would their we him been has when who will no more if out so
said what up its about than into them can only other some could time these two may then do my now over
such our me even most after also did many before must through back years where much your way
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_SHARE = 0.22  # of a paragraph's words; English paragraphs with foreign names stay under 0.1
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")


def check(inspection: Inspection, limits: Limits) -> Iterator[Found]:
    """Flag the document when its language is not English; else each paragraph of another one."""
    article = inspection.article
    if inspection.language not in (None, "en"):
        name = _NAMES.get(inspection.language, inspection.language)
        yield Found(
            document_id=article.document.id,
            span=None,
            message=f"the text is in {name}; xdiff judges English",
            measured=name,
            limit="English",
            words=(inspection.language,),
        )
        return
    least = int(str(limits["words"]))
    text = article.document.text
    found: list[tuple[Span, str, int]] = []
    previous = -2
    for index, paragraph in enumerate(article.paragraphs):
        words = _WORD.findall(paragraph.span.of(text))
        foreign = _foreign(words, least)
        if foreign is None:
            continue
        if found and previous == index - 1 and found[-1][1] == foreign:
            span, _, count = found.pop()
            found.append((Span(start=span.start, end=paragraph.span.end), foreign, count + len(words)))
        else:
            found.append((paragraph.span, foreign, len(words)))
        previous = index
    for span, name, count in found:
        yield Found(
            document_id=article.document.id,
            span=span,
            message=f"a paragraph in {name} stands in an English text",
            measured=f"{counted(count, 'word')} in {name}",
            limit="English",
            severity="warning",
        )


def _foreign(words: list[str], least: int) -> str | None:
    """Return the language of a paragraph by its function words or its script; None: English, or too short."""
    letters = "".join(words)
    other = len(letters) - len(_LATIN.findall(letters))
    if other > 0.6 * len(letters) and other >= 2 * least:
        return "another script"
    if len(words) < least:
        return None
    lower = [word.lower() for word in words]
    english = sum(word in _ENGLISH for word in lower)
    best, name = max((sum(word in known for word in lower), name) for name, known in _SETS.items())
    return name if best >= _SHARE * len(words) and best > 2 * english else None


RULE = Rule(
    code="HY305",
    name="wrong-language",
    severity="error",
    what=(
        "A text in another language than English; as a warning, a paragraph of an English text in French, "
        "Spanish, Portuguese, Italian, German, Dutch or another script."
    ),
    why="Nothing of xdiff holds for it, and an English corpus is spoilt by it.",
    examples=(
        "Le bac reprend la mer lundi, après deux semaines de tempête, a dit le maire de la ville.",
        "The ferry sails.\n\nLe ponton a été réparé par une équipe de douze personnes pendant la nuit.",
    ),
    near_misses=(
        "The ministry, the Ministère de l'Europe et des Affaires étrangères, said no.",
        "“C'est la vie,” the mayor said.",
    ),
    mend="Take the English text, or leave the file out. Quoted paragraphs may be excepted with a reason.",
    limits=(Limit(name="words", default=12, what="fewest words of a paragraph that is asked", least=5),),
    document=check,
)
