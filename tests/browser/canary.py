"""What notices, inside a page, that a document's words did something."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# Run before the page's own script: whatever an attack would call is replaced by a canary that reports, and
# the names that the window and the shapes of things have are kept. `eval` and `Function` stay, since
# chromedriver works with them: the page's policy refuses both, and a refusal is reported.
_SCRIPT = """
(() => {
  const fired = [];
  const report = (name) => (...given) => { fired.push(`${name} ${given[0]}`); };
  const called = [
    [window, ["alert", "confirm", "prompt", "print", "open", "fetch", "postMessage"]],
    [Navigator.prototype, ["sendBeacon"]],
    [Document.prototype, ["write", "writeln", "open", "execCommand"]],
    [Element.prototype, ["insertAdjacentHTML", "setHTMLUnsafe"]],
    [Range.prototype, ["createContextualFragment"]],
    [DOMParser.prototype, ["parseFromString"]],
    [XMLHttpRequest.prototype, ["open", "send"]],
  ];
  for (const [owner, names] of called) for (const name of names) owner[name] = report(name);
  const built = ["Image", "Audio", "XMLHttpRequest", "WebSocket", "EventSource", "Worker", "SharedWorker"];
  for (const name of built) {
    window[name] = class { constructor() { report(`new ${name}`)(); } };
  }
  const written = [[Element, "innerHTML"], [Element, "outerHTML"], [Document, "cookie"]];
  for (const [owner, name] of written) {
    Object.defineProperty(owner.prototype, name, {get: () => "", set: report(`set ${name}`)});
  }
  addEventListener("securitypolicyviolation", (event) => report("policy")(event.violatedDirective));
  addEventListener("error", (event) => report("error")(event.message));
  addEventListener("unhandledrejection", (event) => report("rejection")(event.reason));
  const names = new Set(Object.getOwnPropertyNames(window));
  const shapes = [Object, Array, String, Function].map((each) => each.prototype)
    .map((each) => [each, Reflect.ownKeys(each)]);
  // All but the first begin names of chromedriver or Selenium.
  const ours = (name) => !names.has(name) && !/^(canary|ret_nodes|cdc_|se_)/.test(name);
  const grown = ([shape, had]) => Reflect.ownKeys(shape).filter((key) => !had.includes(key)).map(String);
  window.canary = () => ({
    fired,
    names: Object.getOwnPropertyNames(window).filter(ours),
    grown: shapes.flatMap(grown),
    frames: window.length,
  });
})();
"""
QUIET = {"fired": [], "names": [], "grown": [], "frames": 0}


@contextmanager
def canaries(browser: Any) -> Iterator[None]:
    """Put canaries into every page opened in this block; `sung` asks them."""
    added = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _SCRIPT})
    try:
        yield
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def sung(browser: Any) -> dict[str, Any]:
    """Return what the canaries of the page noticed; `QUIET` when all is well."""
    return dict(browser.execute_script("return canary()"))
