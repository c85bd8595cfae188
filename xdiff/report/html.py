"""`compare --format html`: one self-contained page, no network, everything readable without script.

The page's policy allows nothing but its own style sheet and its own script, each named by its hash. Every
text goes through `sanitise` (as the template environment's `finalize`) and then through Jinja's autoescape.
Each part of the page is a template in `templates/parts/`, with its style in `templates/style/` and what it
does where scripts run in `templates/script/`.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from xdiff.records import SEVERITIES
from xdiff.report import across, phrases, sanitise
from xdiff.report.base import Report, View, shortened, weighing
from xdiff.report.cells import cells
from xdiff.report.versions import Versions, in_quotes
from xdiff.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from xdiff.records import Run
    from xdiff.report.base import Side

# Above this many sentences the text of a document starts folded away, so that the page opens quickly.
UNFOLDED: Final = 400
WORDS_IN_SUMMARY: Final = 6
# With more documents than this a column each would be too narrow to read, and mostly empty: a fact then
# shows only the documents that tell it.
MOST_COLUMNS: Final = 4
# Characters of the names at the head of each printed page.
HEAD_LENGTH: Final = 100
# So many badges, and so many places of one wording, are shown; more are counted.
MOST_NAMED: Final = 12
# Beyond so many facts or divergences the browser lays out what it shows, and the rest when it comes into
# view: with 500 of each that is a sixth of the layout time. Of fewer all is there at once, so that a
# picture of the whole page has it.
LOTS: Final = 60
# The style sheet and the script are these files in this order; the last style prints, the last script starts.
STYLES: Final = (
    "base",
    "toolbar",
    "summary",
    "divergences",
    "facts",
    "documents",
    "origins",
    "review",
    "print",
)
SCRIPTS: Final = (
    "page",
    "state",
    "filters",
    "search",
    "columns",
    "margin",
    "partners",
    "keys",
    "reviewformat",
    "decisions",
    "review",
    "reviewtools",
    "start",
)
SHAPES: Final = {"conflict": "◆", "variant": "▲", "note": "○"}


def render(run: Run, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002, ARG001 (every report's)
    """Return the run as one HTML page."""
    from xdiff.report import page, summary

    view = View(run)
    style, script = joined_style(STYLES) + running_head(view), joined_script(SCRIPTS)
    template = environment().get_template("report.html.jinja")
    return template.render(
        view=view,
        many=len(view.sides) > MOST_COLUMNS,
        style=style,
        script=script,
        policy=policy(style, script),
        version=__version__,
        data=summary.block(view),
        sheets=[page.sheet(view, side) for side in view.sides],
        command=page.command(view),
        severities=[(each, view.standing(each)) for each in SEVERITIES],
        kinds=Counter(sorted(each.divergence.kind for each in view.divergences if not each.rejected)),
        versions=Versions(view),
        beginnings=across.beginnings(view),
        sharing=[side for side in view.sides if any(each.passage(side) for each in view.shared)],
    )


@cache
def _file(name: str) -> str:
    return resources.files("xdiff.report").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def joined_style(names: tuple[str, ...]) -> str:
    """Return a page's style sheet: these files of `templates/style` (or of a named folder beside it)."""
    return "\n" + "".join(_file(_place("style", name, "css")) for name in names)


def _place(folder: str, name: str, suffix: str) -> str:
    return f"{name}.{suffix}" if "/" in name else f"{folder}/{name}.{suffix}"


def running_head(view: View) -> str:
    """Return the style that prints what is compared at the head of every page.

    All but plain letters and figures is written as escapes, so that nobody's name is more than a CSS string.
    """
    names = [f"{side.letter} {side.name}" for side in view.sides[:MOST_COLUMNS]]
    if len(view.sides) > MOST_COLUMNS:
        names.append(f"{len(view.sides) - MOST_COLUMNS} more")
    title = shortened(sanitise.line(", ".join(names)), HEAD_LENGTH)
    safe = "".join(
        each if each.isascii() and (each.isalnum() or each == " ") else f"\\{ord(each):x} " for each in title
    )
    return f'@page {{ @top-left {{ content: "{safe}"; }} }}\n'


@cache
def joined_script(names: tuple[str, ...]) -> str:
    """Return a page's script as one function, without its lines of comment (for who reads the files)."""
    lines = "".join(_file(_place("script", name, "js")) for name in names).splitlines()
    kept = "\n".join(line for line in lines if line.strip() and not line.lstrip().startswith("//"))
    return f'\n(() => {{\n"use strict";\n{kept}\n}})();\n'


def policy(style: str, script: str) -> str:
    """Return the page's Content-Security-Policy."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@lru_cache(maxsize=8)
def _hash(text: str) -> str:
    # What the browser hashes is the element's text with \n line ends: the files are kept that way.
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def environment() -> Environment:
    """Return what makes a template into a page: it escapes every text and shows what is unseen."""
    # jinja2 takes some 60 ms to import, which only HTML pays.
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    from xdiff.report import figures, overview, panels, readings, reviewed, solo, speech
    from xdiff.report.compiled import Compiled

    def harmless(value: Any) -> Any:
        return sanitise.visible(value) if type(value) is str else value

    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=harmless,
        loader=FunctionLoader(_file),
        bytecode_cache=Compiled(),
    )
    made.filters["shown"] = _shown
    made.filters["trusted"] = Markup  # only for our own style sheet, script and data block
    made.globals.update(
        across=across,
        phrases=phrases,
        cells=cells,
        in_quotes=in_quotes,
        figures=figures,
        overview=overview,
        panels=panels,
        readings=readings,
        reviewed=reviewed,
        solo=solo,
        speech=speech,
        shapes=SHAPES,
        most_named=MOST_NAMED,
        most_places=MOST_NAMED,
        lots=LOTS,
        summary_words=_summary_words,
        words_shown=WORDS_IN_SUMMARY,
        most_columns=MOST_COLUMNS,
        unfolded=UNFOLDED,
    )
    return made


def _shown(text: str) -> Markup:
    """Return foreign text for the body of the page, its unseen characters set apart as such."""
    from markupsafe import Markup, escape

    if not sanitise.UNSEEN.search(text):
        return escape(text)
    return Markup("").join(
        Markup('<span class="unseen" title="a character that cannot be seen">{}</span>').format(piece)
        if hidden
        else escape(piece)
        for piece, hidden in sanitise.unseen(text)
    )


def _summary_words(side: Side) -> list[str]:
    return weighing(side.inspection.verdict, side.article.document.text)


REPORT = Report("html", ".html", render)
