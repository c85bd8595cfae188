// Which divergences are shown: by severity and kind ("hide"), by document ("in"), by decision ("review").
// The check boxes in the text work by style alone where no script runs; here they follow the address as well.
// What a filter leaves out has the class "filtered", what a search leaves out "unfound" (search.js).

const DECIDED = {accept: "accepted", reject: "rejected"};
// The classes of a divergence that say its severity and its kind.
const TOKEN = /^(conflict|variant|note|k-.+)$/;
const SIFTABLE = "article.divergence, .facts tr[id], article.told, .alone li";

const divergences = all("article.divergence").map((element) => ({
  element,
  tokens: [...element.classList].filter((each) => TOKEN.test(each)).map((each) => each.replace(/^k-/, "")),
  letters: (element.dataset.in ?? "").split(" "),
}));

const listed = (name) => new Set(state.get(name).split(",").filter(Boolean));

function setHidden(token, hide) {
  const now = listed("hide");
  if (hide) now.add(token);
  else now.delete(token);
  state.set("hide", [...now].join(","));
}

// A box of the text names what it shows, but for the one that leaves out the facts on which all agree.
const tokenOf = (box) => (box.id === "only-differing" ? "agree" : box.id.replace("show-", ""));
const textBoxes = all(".filter input[id^='show-'], #only-differing");
const panelBoxes = all("#filter-panel input");

function chooseFilter(box) {
  if (textBoxes.includes(box)) setHidden(tokenOf(box), box.checked === (box.id === "only-differing"));
  else if (box.name === "hide") setHidden(box.value, !box.checked);
  else if (box.name === "review") state.set("review", box.value);
  else state.set("in", all("[name=in]:checked", first("#filter-panel")).map((each) => each.value).join(","));
}

function syncBoxes(hide, letters, review) {
  for (const box of textBoxes) box.checked = hide.has(tokenOf(box)) === (box.id === "only-differing");
  for (const box of panelBoxes) {
    if (box.name === "hide") box.checked = !hide.has(box.value);
    else if (box.name === "in") box.checked = letters.has(box.value);
    else box.checked = box.value === review;
  }
}

const decidedAs = (element) => DECIDED[element.dataset.decision] ?? "open";

// Why a divergence is not shown: the filters that leave it out.
function leftOutBy({element, tokens, letters}, hide, within, review) {
  const reasons = tokens.filter((each) => hide.has(each)).map((each) => ["hide", each]);
  if ([...within].some((each) => !letters.includes(each))) reasons.push(["in", ""]);
  if (review && decidedAs(element) !== review) reasons.push(["review", ""]);
  return reasons;
}

// Whether a divergence, a fact or a sentence is left out, by a filter or by the search.
const isSifted = (element) => element.matches(".filtered, .unfound, .hide-agree .agree");

const isFolded = (element) => element.closest("details:not([open])") !== null;

const shownDivergences = () => divergences.map((each) => each.element)
  .filter((each) => !isSifted(each) && !isFolded(each));

function showAll() {
  for (const name of ["hide", "in", "review", "q"]) state.set(name, "");
}

function focusOn(element) {
  element.tabIndex = -1;
  element.focus({preventScroll: true});
}

// A line for each part that can be left with less: how many of it are shown, and the way back. A part within
// another says only that it was left empty.
function siftedLine(section, within) {
  const items = all(SIFTABLE, section);
  const text = make("span");
  const button = make("button", {type: "button", class: "tool", "data-show-all": true}, "Show all");
  const line = make("p", {class: "sifted", hidden: true}, text, " ", button);
  all(":scope > .filter, :scope > h2, :scope > h3", section).at(-1)?.after(line);
  return {items, line, text, button, within};
}

const siftedLines = [
  ...all("#divergences, #facts, #only").map((each) => siftedLine(each, false)),
  ...all("#divergences > section, #only .card").map((each) => siftedLine(each, true)),
].filter((each) => each.items.length);

function sayShown({items, line, text, button, within}) {
  const shown = items.filter((each) => !isSifted(each)).length;
  const unfound = items.filter((each) => each.classList.contains("unfound")).length;
  const why = [];
  if (shown + unfound < items.length) why.push("filtered");
  if (unfound && !within) why.push(`with “${state.get("q")}”`);
  const because = why.length ? ` (${why.join(", ")})` : "";
  text.textContent = `${shown || "None"} of ${items.length} shown${because}.`;
  line.hidden = shown === items.length || (shown > 0 && within);
  button.hidden = !why.length;
}

let saidShown = "";

function sift() {
  const [hide, within, review] = [listed("hide"), listed("in"), state.get("review")];
  syncBoxes(hide, within, review);
  let passed = 0;
  for (const each of divergences) {
    const out = leftOutBy(each, hide, within, review).length > 0;
    each.element.classList.toggle("filtered", out);
    passed += !out;
  }
  root.classList.toggle("hide-agree", hide.has("agree"));
  if (review === "rejected" && first("#rejected")) first("#rejected").open = true;
  applySearch();
  siftedLines.forEach(sayShown);
  sayFiltered(passed);
  tell("sifted");
}

function sayFiltered(passed) {
  const hidden = divergences.length - passed;
  const said = `${passed} of ${divergences.length} divergences shown`;
  if (!first("#filter-panel")) return;
  const count = hidden ? [` ${hidden}`, make("span", {class: "wide"}, " hidden")] : [];
  first("#filter-count").replaceChildren(...count);
  first("#filter-shown").textContent = said;
  if (saidShown && saidShown !== said) announce(said);
  saidShown = said;
}

// Someone asks for an element that is left out: what leaves it out is undone, and nothing else.
uncover.push((element) => {
  const filtered = element.closest("article.filtered");
  const within = filtered && divergences.find((each) => each.element === filtered);
  const reasons = within ? leftOutBy(within, listed("hide"), listed("in"), state.get("review")) : [];
  for (const [name, token] of reasons) {
    if (name === "hide") setHidden(token, false);
    else state.set(name, "");
  }
  if (element.closest(".agree")) setHidden("agree", false);
  const severity = [...element.classList].find((each) => each.startsWith("sev-"));
  if (severity) setHidden(severity.slice(4), false);
});

document.addEventListener("change", (event) => {
  if (textBoxes.includes(event.target) || panelBoxes.includes(event.target)) chooseFilter(event.target);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-show-all]");
  if (button) {
    showAll();
    // The line of the button is gone now, and the focus with it.
    const line = button.closest(".sifted");
    if (line?.hidden) focusOn(first("h2, h3", line.parentElement));
  }
  const panel = first(".tools-filters[open]");
  if (panel && !panel.contains(event.target)) panel.open = false;
});
hear("state", sift);
// The review hears of a decision too and puts it on the page: the filters look after that.
hear("decided", () => queueMicrotask(sift));
