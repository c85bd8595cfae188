// What every part of the script uses. Nothing here or in the other files turns text into markup: words from
// documents reach the page as text nodes and attributes only.

const root = document.documentElement;

const first = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// Make an element: make("button", {class: "quiet", type: "button"}, "Undo"). A function as a value is a listener.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// Say something to who listens and does not look; the line is in the page, unseen.
const spoken = make("p", {class: "hidden", role: "status"});
document.body.append(spoken);
function announce(text) {
  spoken.textContent = text;
}

// The facts about this report that a program needs, as the page brings them.
const report = JSON.parse(first("#report-data")?.textContent ?? "{}");

// Parts tell each other what happened by events on the document: tell("decided"), hear("decided", act).
const tell = (name) => document.dispatchEvent(new CustomEvent(`xdiff:${name}`));
const hear = (name, act) => document.addEventListener(`xdiff:${name}`, act);

// What could hide an element registers here how it shows it again: a filter, a search, a column left out.
const uncover = [];

// Bring an element before the reader: open what is folded around it, undo what hides it, scroll, move focus.
function reveal(element) {
  for (const show of uncover) show(element);
  for (let at = element; at; at = at.parentElement) if (at.localName === "details") at.open = true;
  element.scrollIntoView({block: "start"});
  if (!element.matches("a, button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
  element.focus({preventScroll: true});
}
