// The documents side by side: which of them are shown, one beside the other, and which part of each is seen.

const columnsBox = first("#columns");
const sheets = new Map(all("#columns > .sheet").map((sheet) => [sheet.id.slice("doc-".length), sheet]));

// Columns of so few sentences are no taller than their text. Longer ones have a height of their own, so that the
// browser need not lay their text out anew whenever something else on the page changes.
const FEW = 40;
// With more documents than this their buttons show letters alone; the names stand above the columns.
const MOST_NAMED_BUTTONS = 6;
// A column narrower than this many rem is no pleasure to read.
const NARROWEST_COLUMN = 18;
// Where the window is large enough for columns that scroll by themselves; documents.css asks the same.
const scrolling = matchMedia("screen and (min-width: 44rem) and (min-height: 34rem)");
const lessMotion = matchMedia("(prefers-reduced-motion: reduce)");

const textOf = (sheet) => first(".text", sheet);
const letterOf = (element) => element.closest?.("#columns > .sheet")?.id.slice("doc-".length) ?? "";
// The name as the page shows it, with what cannot be seen written out.
const shownName = (letter) => first("h3 bdi", sheets.get(letter)).textContent;
const nameOf = (letter) => `${letter.toUpperCase()}, ${shownName(letter)}`;

const sentenceCount = (letter) => sheets.get(letter).getElementsByClassName("s").length;

// How many columns fit beside each other, as measured last. At the start the window's width tells: to measure
// would lay out every text before most are left out, three quarters of the time that twelve long ones take to open.
const WIDE_ENOUGH = ["39.2rem", "58.7rem", "78rem"].map((width) => matchMedia(`(min-width: ${width})`));
let fitting = 0;
const columnsThatFit = () => fitting || 1 + WIDE_ENOUGH.filter((each) => each.matches).length;

function measureColumns() {
  const rem = parseFloat(getComputedStyle(root).fontSize);
  fitting = Math.max(1, Math.floor(columnsBox.clientWidth / (NARROWEST_COLUMN * rem)));
}

// The letters asked for in the address, or all, as many as fit.
function shownLetters() {
  const asked = state.get("cols").split(",");
  const known = [...sheets.keys()];
  const wanted = known.filter((letter) => asked.includes(letter));
  return (wanted.length ? wanted : known).slice(0, columnsThatFit());
}

const isShown = (letter) => !sheets.get(letter).classList.contains("left-out");

// Keep a choice of columns, in the order of the documents; what is shown anyway needs no word in the address.
function chooseColumns(letters) {
  const known = [...sheets.keys()];
  const chosen = known.filter((letter) => letters.includes(letter)).join(",");
  state.set("cols", chosen === known.slice(0, columnsThatFit()).join(",") ? "" : chosen);
  showColumns();
}

// One more column: where there is no room, the one that was there first makes room.
function bringIn(letter) {
  const letters = shownLetters().filter((each) => each !== letter);
  chooseColumns([...letters.slice(Math.max(0, letters.length + 1 - columnsThatFit())), letter]);
}

function leaveOut(letter) {
  const rest = shownLetters().filter((each) => each !== letter);
  if (rest.length) chooseColumns(rest);
  else announce("One document stays.");
}

// What the columns were before one was widened.
let beforeWidening = "";

function widen(letter) {
  if (shownLetters().length > 1) {
    beforeWidening = state.get("cols");
    chooseColumns([letter]);
  } else {
    state.set("cols", beforeWidening);
    showColumns();
    if (!isShown(letter)) bringIn(letter);
  }
  textOf(sheets.get(letter)).scrollIntoView({block: "nearest"});
}

// A column that scrolls must be reached by keyboard and have a name; one that does not must be no stop.
function makeRegion(letter, scrolls) {
  const text = textOf(sheets.get(letter));
  if (scrolls) {
    text.tabIndex = 0;
    text.setAttribute("role", "region");
    text.setAttribute("aria-label", `Text of ${nameOf(letter)}`);
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) text.removeAttribute(name);
  }
}

// What is shown now. The address changes often, with each letter of a search, and mostly for others.
let shownNow = "";

function showColumns() {
  const shown = shownLetters();
  const scrolls = scrolling.matches;
  const fit = columnsThatFit();
  const asked = `${shown} ${scrolls} ${fit}`;
  if (asked === shownNow) return;
  shownNow = asked;
  columnsBox.classList.toggle("scrolling", scrolls);
  columnsBox.classList.toggle("few", shown.every((letter) => sentenceCount(letter) < FEW));
  for (const [letter, sheet] of sheets) showColumn(letter, sheet, shown, scrolls, fit);
  const drawn = shown.map((letter) => sheets.get(letter));
  drawSeen(...drawn);
  alignNotes(drawn);
}

function showColumn(letter, sheet, shown, scrolls, fit) {
  const here = shown.includes(letter);
  sheet.classList.toggle("left-out", !here);
  makeRegion(letter, scrolls && here);
  first(`[data-column="${letter}"]`, columnTools).setAttribute("aria-pressed", String(here));
  const wider = first(".widen", sheet);
  wider.hidden = sheets.size < 2 || fit < 2;
  wider.textContent = shown.length > 1 ? "Widen" : "All columns";
  wider.setAttribute("aria-label", shown.length > 1 ? `Widen ${nameOf(letter)}` : "All columns again");
  if (here && scrolls) for (const folded of all(".text > details", sheet)) folded.open = true;
}

// The part of a document that is seen, on its strip of positions: by the scroller's own measures.
function seenOf(sheet) {
  const {scrollTop, scrollHeight, clientHeight} = textOf(sheet);
  const seen = first(".strip .seen", sheet);
  const height = scrolling.matches ? clientHeight : 0;
  if (!seen || !scrollHeight) return null;
  return {seen, x: (1000 * scrollTop) / scrollHeight, width: (1000 * height) / scrollHeight};
}

function drawSeen(...drawn) {
  for (const {seen, x, width} of drawn.map(seenOf).filter(Boolean)) {
    seen.setAttribute("x", x);
    seen.setAttribute("width", width);
  }
}

const moved = new Set();
function afterScroll(event) {
  const sheet = event.target.closest?.("#columns > .sheet");
  if (!sheet) return;
  if (!moved.size) {
    requestAnimationFrame(() => {
      drawSeen(...moved);
      moved.clear();
    });
  }
  moved.add(sheet);
}

// Who scrolls down the page must not be caught by a column on the way: columns scroll once all of them is seen.
const docking = new IntersectionObserver(
  ([seen]) => columnsBox.classList.toggle("docked", seen.intersectionRatio > 0.95),
  {threshold: [0.5, 0.9, 0.95, 0.96, 0.99, 1]},
);

// Bringing a place into view may scroll the page so far that the columns' heads are gone: they come back. What a
// browser scrolls to by itself when the page is loaded comes after the script.
function dock(element) {
  if (!columnsBox.classList.contains("scrolling") || !columnsBox.contains(element)) return;
  columnTools.scrollIntoView({block: "start"});
}

// A click on the strip, beside its ticks, scrolls to there.
function toPosition(event) {
  const strip = event.target.closest(".strip");
  if (!strip || event.target.closest("a") || !scrolling.matches) return;
  const box = strip.getBoundingClientRect();
  const text = textOf(strip.closest(".sheet"));
  const at = ((event.clientX - box.left) / box.width) * text.scrollHeight;
  text.scrollTo({top: at - text.clientHeight / 2, behavior: lessMotion.matches ? "auto" : "smooth"});
}

// Left and right go from column to column.
function betweenColumns(event) {
  const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
  if (!step || !scrolling.matches || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const shown = shownLetters();
  const next = shown[shown.indexOf(letterOf(event.target)) + step];
  if (!next || !event.target.closest(".text")) return;
  event.preventDefault();
  textOf(sheets.get(next)).focus({preventScroll: true});
}

// The buttons above the columns. Names are words of the inputs: they are text nodes.
const columnTools = make("div", {class: "column-tools needs-script"});

function columnButton(letter) {
  const badge = first("h3 .badge", sheets.get(letter)).cloneNode(true);
  const name = shownName(letter);
  const named = sheets.size <= MOST_NAMED_BUTTONS;
  const about = {type: "button", class: "tool", "data-column": letter, title: name};
  if (named) return make("button", about, badge, " ", make("bdi", {}, name));
  return make("button", {...about, "aria-label": nameOf(letter)}, badge);
}

function makeColumnTools() {
  const group = make("div", {class: "column-choice", role: "group", "aria-label": "Documents shown"});
  for (const letter of sheets.keys()) group.append(columnButton(letter));
  group.addEventListener("click", (event) => {
    const letter = event.target.closest("[data-column]")?.dataset.column;
    if (!letter) return;
    (isShown(letter) ? leaveOut : bringIn)(letter);
    // Of one document at a time the next one begins at its beginning.
    if (columnsThatFit() === 1 && columnsBox.getBoundingClientRect().top < 0) columnsBox.scrollIntoView();
  });
  columnTools.append(group);
  columnsBox.before(columnTools);
  for (const [letter, sheet] of sheets) {
    first(".head", sheet).append(
      make("button", {type: "button", class: "tool widen needs-script", click: () => widen(letter)}, "Widen"),
    );
  }
}

if (columnsBox) {
  makeColumnTools();
  if (matchMedia("(max-width: 44rem)").matches) first("#documents .legend").open = false;
  uncover.push((element) => {
    const letter = letterOf(element);
    if (letter && !isShown(letter)) bringIn(letter);
  });
  hear("state", showColumns);
  new ResizeObserver(() => {
    measureColumns();
    showColumns();
    columnsBox.style.setProperty("--tools", `${columnTools.offsetHeight}px`);
    const shown = shownLetters().map((letter) => sheets.get(letter));
    drawSeen(...shown);
    alignNotes(shown);
  }).observe(columnsBox);
  first("#show-margin")?.addEventListener("change", () => alignNotes([...sheets.values()]));
  docking.observe(columnsBox);
  scrolling.addEventListener("change", showColumns);
  columnsBox.addEventListener("scroll", afterScroll, {capture: true, passive: true});
  columnsBox.addEventListener("click", toPosition);
  columnsBox.addEventListener("keydown", betweenColumns);
  columnsBox.addEventListener("focusin", (event) => dock(event.target));
  addEventListener("load", () => setTimeout(() => dock(document.activeElement)));
}
