// Search over the divergences, the shared facts, what only one says and the sentences of the documents, folded
// away or not. A match is a whole passage that has every word. Nothing in the page is rewritten: the words are
// marked by the CSS Custom Highlight API where there is one, and passages without a match get "unfound".

const PLACES = [
  ["article.divergence", "divergence"],
  [".facts tr[id], article.told", "shared fact"],
  [".alone li", "sentence only one has"],
  [".s", "sentence of the documents"],
];
const MANY = {"sentence only one has": "sentences only one has", "sentence of the documents": "sentences of the documents"};
// What stands in a passage and is not its words.
const NOT_WORDS = [
  ".review-slot", "article.divergence > header", "figcaption > :not(.speaker)", ".where", ".badge", ".hidden", ".nothing",
  ".facts th", ".told-head", ".stacked", ".silent", ".remarked", ".id", ".chip", ".alone a", "sup", ".turn",
].join(", ");
const APART = new Set(["blockquote", "td", "p", "div", "h4", "li"]);
// More ranges than this cost more to paint than they help a reader.
const MOST_MARKED = 1500;
const SEARCH_WAIT = 150;

const LETTERS = new Map(Object.entries({
  "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ς": "σ",
  "‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‐": "-", "‑": "-", "–": "-", "—": "-",
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
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => (
    node.nodeType === Node.ELEMENT_NODE && node.matches(NOT_WORDS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) yield node;
    else if (APART.has(node.localName)) yield null;
  }
}

let passages = null;

// Built at the first search: every passage in page order, with its folded text.
function buildIndex() {
  const kinds = new Map(PLACES.flatMap(([selector, kind]) => all(selector).map((each) => [each, kind])));
  return all(PLACES.map(([selector]) => selector).join(", ")).map((element) => {
    let text = "";
    for (const node of wordsOf(element)) text += node ? node.data : "\n";
    return {element, text: fold(text), kind: kinds.get(element)};
  });
}

const searchWords = (query) => fold(query).split(/[\s"]+/u).filter(Boolean);

// The ranges of the words in a passage: its text is folded again, this time with where each character stood.
function rangesIn({element}, words) {
  let text = "";
  const from = [];
  for (const node of wordsOf(element)) {
    let at = 0;
    for (const character of node ? node.data : "\n") {
      const folded = foldCharacter(character);
      text += folded;
      for (let each = 0; each < folded.length; each += 1) from.push([node, at, at + character.length]);
      at += character.length;
    }
  }
  const found = [];
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      const [startContainer, startOffset] = from[at];
      const [endContainer, , endOffset] = from[at + word.length - 1];
      if (startContainer && endContainer) found.push(new StaticRange({startContainer, startOffset, endContainer, endOffset}));
    }
  }
  return found;
}

const searching = {query: "", words: [], matches: [], at: -1};
const searchField = first("#search");

function mark(name, matched) {
  if (!globalThis.Highlight || !CSS.highlights) return;
  const ranges = matched.slice(0, MOST_MARKED).flatMap((each) => rangesIn(each, searching.words));
  const highlight = new Highlight(...ranges);
  highlight.priority = name === "xdiff-here" ? 1 : 0;
  CSS.highlights.set(name, highlight);
}

// Find the passages of the query in the address; documents stay whole, of the rest what does not match is left out.
function lookUp(query) {
  searching.query = query;
  searching.words = searchWords(query);
  if (searching.words.length) passages ??= buildIndex();
  for (const each of passages ?? []) {
    each.found = searching.words.every((word) => each.text.includes(word));
    if (each.kind !== "sentence of the documents") each.element.classList.toggle("unfound", !each.found);
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

function applySearch() {
  const query = state.get("q");
  const changed = query !== searching.query;
  if (changed) lookUp(query);
  if (changed && fold(searchField.value).trim() !== fold(query)) searchField.value = query;
  const here = searching.matches[searching.at];
  searching.matches = searching.words.length
    ? passages.filter((each) => each.found && !each.element.classList.contains("filtered")) : [];
  searching.at = changed ? -1 : searching.matches.indexOf(here);
  if (changed || searching.words.length) mark("xdiff-found", searching.matches);
  markHere();
  sayFound(changed);
}

function markHere() {
  const here = searching.matches[searching.at];
  for (const each of all(".found-here")) if (each !== here?.element) each.classList.remove("found-here");
  here?.element.classList.add("found-here");
  mark("xdiff-here", here ? [here] : []);
}

function sayFound(changed) {
  const {words, matches, at, query} = searching;
  first("#found").hidden = !words.length;
  root.classList.toggle("searching", words.length > 0);
  if (!words.length) return;
  const counts = PLACES.map(([, kind]) => [matches.filter((each) => each.kind === kind).length, kind])
    .filter(([count]) => count).map(([count, kind]) => `${count} ${count === 1 ? kind : MANY[kind] ?? `${kind}s`}`);
  const said = matches.length ? counts.join(", ") : `Nothing has ${words.length > 1 ? "all of " : ""}“${query}”.`;
  first("#found-counts").textContent = said;
  first("#found-where").textContent = at < 0 ? `${matches.length} found` : `${at + 1} of ${matches.length}`;
  for (const each of all("#found-back, #found-on")) each.setAttribute("aria-disabled", String(!matches.length));
  if (changed) announce(matches.length ? `${matches.length} found: ${said}` : said);
}

// To the next or previous match. The focus stays where it is: the next Enter goes on from there.
function stepFound(by) {
  searchNow();
  const {matches} = searching;
  if (!matches.length) return;
  const held = document.activeElement;
  searching.at = searching.at < 0 && by < 0 ? matches.length - 1 : (searching.at + by + matches.length) % matches.length;
  const here = matches[searching.at];
  reveal(here.element);
  held?.focus({preventScroll: true});
  markHere();
  sayFound(false);
  announce(`${searching.at + 1} of ${matches.length}: ${here.kind}`);
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
  state.set("q", searchField.value.replace(/\p{Cc}/gu, " ").trim());
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
  if (element.closest(".unfound")) state.set("q", "");
});
