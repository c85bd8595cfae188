// Search over the divergences, the shared facts, what only one says and the sentences of the documents, also
// those folded away. A match is a passage that has every word. Nothing in the page is rewritten: its words get
// marked by the CSS Custom Highlight API where there is one, and what has no match gets the class "unfound".

// Sentences of the documents are never left out: a document is read whole.
const PLACES = [
  {selector: "article.divergence", one: "divergence", many: "divergences"},
  {selector: ".facts tr[id], article.told", one: "shared fact", many: "shared facts"},
  {selector: ".alone li", one: "sentence only one has", many: "sentences only one has"},
  {selector: ".s", one: "in the texts", many: "in the texts", whole: true},
];
// What stands in a passage and is not its words.
const NOT_WORDS = [
  ".review-slot", "article.divergence > header", "figcaption > :not(.speaker)", ".where", ".badge", ".hidden",
  ".nothing", ".facts th", ".told-head", ".stacked", ".silent", ".remarked", ".id", ".chip", ".alone a",
  "sup", ".turn",
].join(", ");
const APART = new Set(["blockquote", "td", "p", "div", "h4", "li"]);
// More passages than this are not marked: painting them would cost more than it helps.
const MOST_MARKED = 1500;
// So long after the last key in milliseconds: long enough to type on, short enough not to wait.
const SEARCH_WAIT = 150;

// Letters that have no accent to take away, and signs that are written in several ways.
const LETTERS = new Map(Object.entries({
  "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
  "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ς": "σ",
  "‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
  "‐": "-", "‑": "-", "–": "-", "—": "-",
}));
// Accents, the vowel points of Arabic and Hebrew, the stretching line of Arabic.
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/gu;
const folds = new Map();

// One character as it is compared: small, without accents, quotation marks and dashes alike.
function foldCharacter(character) {
  let found = folds.get(character);
  if (found === undefined) {
    const small = character.toLowerCase();
    found = LETTERS.get(small) ?? small.normalize("NFKD").replace(ACCENTS, "");
    folds.set(character, found);
  }
  return found;
}
const fold = (text) => text.replace(/[^\x00-\x7f]/gu, foldCharacter).toLowerCase();

// The text nodes of a passage that are its words; null stands between blocks, so that no word runs across.
function* wordsOf(element) {
  const isWords = (node) => (node.nodeType === Node.ELEMENT_NODE && node.matches(NOT_WORDS)
    ? NodeFilter.FILTER_REJECT
    : NodeFilter.FILTER_ACCEPT);
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, isWords);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) yield node;
    else if (APART.has(node.localName)) yield null;
  }
}

// Every passage in page order with its folded text; built at the first search.
let passages = null;
function buildIndex() {
  const places = new Map(PLACES.flatMap((place) => all(place.selector).map((each) => [each, place])));
  return all(PLACES.map((place) => place.selector).join(", ")).map((element) => {
    let text = "";
    for (const node of wordsOf(element)) text += node ? node.data : "\n";
    return {element, text: fold(text), place: places.get(element)};
  });
}

const searchWords = (query) => fold(query).split(/[\s"]+/u).filter(Boolean);

// The ranges of the words in a passage: its text is folded again, this time with where each character stood.
function rangesIn({element}, words) {
  let text = "";
  const stood = [];
  for (const node of wordsOf(element)) {
    let at = 0;
    for (const character of node ? node.data : "\n") {
      const folded = foldCharacter(character);
      const place = {node, from: at, to: at + character.length};
      for (let each = 0; each < folded.length; each += 1) stood.push(place);
      text += folded;
      at += character.length;
    }
  }
  const found = [];
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      const [start, end] = [stood[at], stood[at + word.length - 1]];
      found.push(new StaticRange({
        startContainer: start.node, startOffset: start.from, endContainer: end.node, endOffset: end.to,
      }));
    }
  }
  return found;
}

const searching = {query: "", words: [], matches: [], at: -1};
const searchField = first("#search");

function markWords(name, matched) {
  if (!globalThis.Highlight || !CSS.highlights) return;
  const ranges = matched.slice(0, MOST_MARKED).flatMap((each) => rangesIn(each, searching.words));
  const highlight = new Highlight(...ranges);
  highlight.priority = name === "xdiff-here" ? 1 : 0;
  CSS.highlights.set(name, highlight);
}

// Find the passages of a query; of what is not read whole, the rest is left out.
function lookUp(query) {
  searching.query = query;
  searching.words = searchWords(query);
  if (searching.words.length) passages ??= buildIndex();
  for (const each of passages ?? []) {
    each.found = searching.words.every((word) => each.text.includes(word));
    if (!each.place.whole) each.element.classList.toggle("unfound", !each.found);
  }
  all("#only details").forEach(unfoldFound);
}

// A fold of sentences opens for what is found in it, and is as it was when the search ends.
const unfoldedHere = new WeakSet();
function unfoldFound(details) {
  const found = first("li:not(.unfound)", details) !== null;
  details.classList.toggle("unfound", !found);
  if (searching.words.length && found && !details.open) {
    details.open = true;
    unfoldedHere.add(details);
  } else if (!searching.words.length && unfoldedHere.delete(details)) details.open = false;
}

// Filters.js calls this whenever the address or a decision has changed.
function applySearch() {
  const query = state.get("q");
  const changed = query !== searching.query;
  const here = searching.matches[searching.at];
  if (changed) lookUp(query);
  if (changed && fold(searchField.value).trim() !== fold(query)) searchField.value = query;
  if (!changed && !searching.words.length) return;
  searching.matches = searching.words.length
    ? passages.filter((each) => each.found && !each.element.classList.contains("filtered"))
    : [];
  searching.at = changed ? -1 : searching.matches.indexOf(here);
  markWords("xdiff-found", searching.matches);
  markHere();
  sayFound(changed);
}

function markHere() {
  const here = searching.matches[searching.at];
  for (const each of all(".found-here")) if (each !== here?.element) each.classList.remove("found-here");
  here?.element.classList.add("found-here");
  markWords("xdiff-here", here ? [here] : []);
}

// How many were found in each place, in words.
function countsFound() {
  const {words, matches, query} = searching;
  if (!matches.length) return `Nothing has ${words.length > 1 ? "all of " : ""}“${query}”.`;
  const counts = PLACES.map((place) => [matches.filter((each) => each.place === place).length, place]);
  return counts.filter(([count]) => count)
    .map(([count, {one, many}]) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`).join(", ");
}

function sayFound(changed) {
  const {words, matches, at} = searching;
  first("#found").hidden = !words.length;
  root.classList.toggle("searching", words.length > 0);
  if (!words.length) return;
  const said = countsFound();
  const counts = first("#found-counts");
  counts.textContent = counts.title = said;
  first("#found-where").textContent = at < 0 ? `${matches.length} found` : `${at + 1} of ${matches.length}`;
  for (const each of all("#found-back, #found-on")) each.setAttribute("aria-disabled", !matches.length);
  if (changed) announce(matches.length ? `${matches.length} found: ${said}` : said);
}

// To the next or previous match. The focus stays where it is: the next Enter goes on from there.
function stepFound(by) {
  searchNow();
  const {matches, at} = searching;
  if (!matches.length) return;
  const held = document.activeElement;
  const from = at < 0 && by < 0 ? 0 : at;
  searching.at = (from + by + matches.length) % matches.length;
  const here = matches[searching.at];
  reveal(here.element);
  held?.focus({preventScroll: true});
  markHere();
  sayFound(false);
  announce(`${searching.at + 1} of ${matches.length}: ${here.place.one}`);
}

// End the search; the reader stays at the match shown last, among all the rest.
function clearSearch() {
  const here = searching.matches[searching.at];
  searchField.value = "";
  state.set("q", "");
  if (here) reveal(here.element);
}

let searchTimer = 0;
function searchNow() {
  clearTimeout(searchTimer);
  state.set("q", searchField.value.replace(/[\p{Cc}\p{Cs}]/gu, " ").trim());
}

searchField.addEventListener("input", () => {
  clearTimeout(searchTimer);
  searchTimer = setTimeout(searchNow, SEARCH_WAIT);
});
searchField.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter") stepFound(event.shiftKey ? -1 : 1);
  else if (event.key === "Escape") clearSearch();
  else return;
  event.preventDefault();
});
first("#found-back").addEventListener("click", () => stepFound(-1));
first("#found-on").addEventListener("click", () => stepFound(1));
first("#found-clear").addEventListener("click", () => {
  clearSearch();
  if (document.activeElement === document.body) searchField.focus();
});

// Someone asks for what the search leaves out: the search ends.
uncover.push((element) => {
  if (!element.closest(".unfound")) return;
  state.set("q", "");
  announce("The search ended: it left out what you asked for");
});
