// Stepping through the divergences, single keys, the help, and how high the toolbar stands.

const KEYS_OFF = "xdiff:keys";
const toolbar = first("#toolbar");
const help = first("#help");

// What a browser remembers may be refused: then the page remembers it for itself.
const remembered = {
  get(name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch {
      // Storage is refused: the choice holds until the page is left.
    }
  },
};

// What a link or the focus leads to must not lie under the toolbar; what sticks to the top sticks below it.
// These elements are told its height: a custom property on the root would cost a look at every element.
const BELOW_TOOLBAR = all(".facts thead, .facts thead th, #columns, .column-tools");
let toolbarHeight = "";
function measureToolbar() {
  const height = `${toolbar.offsetHeight}px`;
  if (height === toolbarHeight) return;
  toolbarHeight = height;
  root.style.scrollPaddingTop = `calc(${height} + .75rem)`;
  for (const each of BELOW_TOOLBAR) each.style.setProperty("--toolbar", height);
}
new ResizeObserver(measureToolbar).observe(toolbar);
uncover.push(measureToolbar);

let current = null;

function setCurrent(element) {
  if (current === element) return;
  current?.classList.remove("current");
  current?.removeAttribute("aria-current");
  current = element;
  current.classList.add("current");
  current.setAttribute("aria-current", "true");
  sayWhere();
}

function sayWhere() {
  const shown = shownDivergences();
  const at = shown.indexOf(current);
  const where = first("#step-where");
  if (!where) return;
  const count = shown.length === divergences.length ? `${shown.length} in all` : `${shown.length} shown`;
  where.textContent = at < 0 ? count : `${at + 1} of ${shown.length}`;
  where.title = at < 0 ? "divergences shown" : "among the divergences shown";
  first("#step-back").setAttribute("aria-disabled", at === 0 || !shown.length);
  first("#step-on").setAttribute("aria-disabled", at === shown.length - 1);
}

// Where one stands among the shown ones, also when the one last looked at is no longer shown.
function neighbour(elements, from, by) {
  if (!from) return by > 0 ? elements[0] : elements.at(-1);
  const after = (each) => from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING;
  const before = (each) => from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING;
  return by > 0 ? elements.find(after) : elements.findLast(before);
}

function stepDivergence(by) {
  const next = neighbour(shownDivergences(), current, by);
  if (next) state.show(next);
  else announce(shownDivergences().length ? "There is no further divergence" : "No divergence is shown");
}

let currentFact = null;
function stepFact(by) {
  const shown = all(".facts tr[id], article.told").filter((each) => !isSifted(each));
  const next = neighbour(shown, currentFact, by);
  currentFact = next ?? currentFact;
  if (next) state.show(next);
  else announce("There is no further shared fact");
}

function goDocument(letter) {
  const sheet = /^[a-z]$/.test(letter) && document.getElementById(`doc-${letter}`);
  if (sheet) state.show(sheet);
  else announce("There is no such document");
}

// Decisions are review.js's: it hears which one is wanted, and of what.
function askReview(key) {
  const element = document.activeElement.closest?.("[data-key]") ?? current;
  if (element || key === "undo") {
    document.dispatchEvent(new CustomEvent("xdiff:review", {detail: {key, element}}));
  } else announce("Go to a divergence first: press n");
}

function openHelp() {
  if (!help.open) help.showModal();
}

let awaitsLetter = false;
function awaitLetter() {
  awaitsLetter = true;
  announce("Now the letter of a document");
}

// What else is open in the toolbar closes itself, and one key does one thing.
function escape() {
  if (first("#toolbar details[open]:not(.tools-filters)")) return;
  const panel = first(".tools-filters[open]");
  if (panel) {
    const inside = panel.contains(document.activeElement);
    panel.open = false;
    if (inside) first("summary", panel).focus();
  } else if (state.get("q")) clearSearch();
}

const SHORTCUTS = new Map([
  ["n", () => stepDivergence(1)], ["j", () => stepDivergence(1)],
  ["p", () => stepDivergence(-1)], ["k", () => stepDivergence(-1)],
  ["f", () => stepFact(1)], ["F", () => stepFact(-1)],
  ["s", () => state.show(first("#summary"))],
  ["/", () => searchField.select()],
  ["?", openHelp],
  ["g", awaitLetter],
  ["a", () => askReview("accept")], ["r", () => askReview("reject")],
  ["c", () => askReview("comment")], ["u", () => askReview("undo")],
]);
for (const at of "123456789") SHORTCUTS.set(at, () => goDocument(String.fromCharCode(96 + Number(at))));
const REPEATING = new Set(["n", "j", "p", "k", "f", "F"]);
const FIELDS = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])";

let keysOn = remembered.get(KEYS_OFF) !== "off";

function pressed(event) {
  const {key} = event;
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (first("dialog[open]")) return;
  if (event.target.matches?.(FIELDS)) return;
  if (key === "Escape") escape();
  const ofDocument = awaitsLetter;
  awaitsLetter = false;
  if (!keysOn || key.length !== 1) return;
  // A capital may come from Caps Lock: only "F" is another key than its small letter.
  const name = event.shiftKey && key === "F" ? key : key.toLowerCase();
  const act = ofDocument ? () => goDocument(name) : SHORTCUTS.get(name);
  if (!act || (event.repeat && !REPEATING.has(name))) return;
  event.preventDefault();
  act();
}

document.addEventListener("keydown", pressed);
// Whoever clicks into a divergence or moves the focus there is at it.
for (const moved of ["focusin", "click"]) {
  document.addEventListener(moved, (event) => {
    const within = event.target.closest?.("article.divergence");
    if (within) setCurrent(within);
  });
}
hear("sifted", sayWhere);
// A decision may take the divergence that one is at out of what is shown: then the next one is at hand.
function leaveSifted() {
  if (!current || !isSifted(current)) return;
  const next = neighbour(shownDivergences(), current, 1) ?? neighbour(shownDivergences(), current, -1);
  const held = document.activeElement;
  if (next && (held === document.body || current.contains(held))) state.show(next);
}
hear("decided", () => queueMicrotask(leaveSifted));

first("#step-back")?.addEventListener("click", () => stepDivergence(-1));
first("#step-on")?.addEventListener("click", () => stepDivergence(1));
first("#help-open").addEventListener("click", openHelp);
first("#help-close").addEventListener("click", () => help.close());
const keysSwitch = first("#keys-on");
keysSwitch.checked = keysOn;
keysSwitch.addEventListener("change", () => {
  keysOn = keysSwitch.checked;
  remembered.set(KEYS_OFF, keysOn ? "on" : "off");
});
