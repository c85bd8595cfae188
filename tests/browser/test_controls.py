"""The controls of the HTML report: its address, its toolbar, filters, search, keys and help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser

RUBBISH = (
    "#",
    "#&",
    "#=&=&==",
    "#no-such-place",
    "#%",
    "#%E0%A4%A&hide=%ZZ&q=%",
    "#hide=<b>&in=../..&review=maybe&cols=1,2&unknown=1&__proto__=x&constructor=y",
    "#d1&hide=&q=&in=&review=",
    "#" + quote("<img src=x onerror=document.title='owned'>"),
    "#q=" + "x" * 100_000,
    "#" + "a" * 100_000,
)


def fragment(browser: Any) -> str:
    """Return the page's fragment as the address shows it."""
    found: str = browser.execute_script("return location.hash")
    return found


def target(browser: Any) -> str:
    """Return the id of the element that the browser holds for the address's target."""
    found: str = browser.execute_script("return document.querySelector(':target')?.id ?? ''")
    return found


@pytest.mark.parametrize("rubbish", RUBBISH, ids=lambda text: text[:24])
def test_a_strange_address_does_nothing(opened: Callable[..., Any], rubbish: str) -> None:
    """Unknown names, broken escapes, markup and 100 KB of rubbish are passed over: all is shown, no error."""
    browser = opened("sample_run", anchor=rubbish)
    assert browser.get_log("browser") == []
    assert browser.title != "owned"
    hidden = "return [...document.querySelectorAll('article.divergence')].filter(d => !d.offsetParent).length"
    assert browser.execute_script(hidden) == 0
