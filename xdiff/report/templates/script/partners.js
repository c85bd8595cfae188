// Sentences that tell the same fact, in every column: they light up together and come into view together.

// For each fact the sentences that tell it, for each divergence its places. Filled when first asked for.
const tellers = new Map();
const dividers = new Map();

function addTo(index, name, element) {
  if (index.has(name)) index.get(name).push(element);
  else index.set(name, [element]);
}

function readTexts() {
  if (tellers.size) return;
  for (const sentence of all("#columns .s[data-facts]")) {
    for (const fact of sentence.dataset.facts.split(" ")) addTo(tellers, fact, sentence);
  }
  for (const place of all("#columns a.dv")) addTo(dividers, place.getAttribute("href").slice(1), place);
}

// What an element of the page is about: shared facts, a divergence, notes and their places.
function aboutWhat(element) {
  const about = {facts: [], divergence: "", others: []};
  const place = element.closest("a.dv, sup > a, .nr, .notes li, .divergence, #facts tr, #facts .told");
  const sentence = element.closest("#columns .s");
  if (place?.matches("a.dv")) {
    about.divergence = place.getAttribute("href").slice(1);
    about.facts = [document.getElementById(about.divergence)?.dataset.fact].filter(Boolean);
  } else if (place?.matches("sup > a")) about.facts = [place.getAttribute("href").slice(1)];
  else if (place?.matches(".nr")) about.others = [document.getElementById(place.getAttribute("href").slice(1))];
  else if (place?.matches(".notes li")) {
    about.others = all("a[href*='-e'], a[href*='-r']", place).map((link) => first(link.getAttribute("href")));
  } else if (place?.matches(".divergence")) {
    about.divergence = place.id;
    about.facts = [place.dataset.fact].filter(Boolean);
  } else if (place?.id) about.facts = [place.id];
  if (!about.facts.length && sentence?.dataset.facts) about.facts = sentence.dataset.facts.split(" ");
  return about;
}

const nothing = {facts: [], divergence: "", others: []};
const keyOf = (about) => [about.facts, about.divergence, about.others.map((each) => each?.id)].join(";");

let litNow = "";
let litElements = [];
let pinned = nothing;

function lightUp(about) {
  const key = keyOf(about);
  if (key === litNow) return;
  litNow = key;
  for (const element of litElements) element.classList.remove("lit", "lit-place");
  readTexts();
  const named = [...about.facts, about.divergence].filter(Boolean).map((id) => document.getElementById(id));
  const sentences = about.facts.flatMap((fact) => tellers.get(fact) ?? []);
  const places = dividers.get(about.divergence) ?? [];
  litElements = [...sentences, ...named, ...about.others, ...places].filter(Boolean);
  for (const element of litElements) element.classList.add("lit");
  for (const element of places) element.classList.add("lit-place");
  sayPartners(about.facts);
}

// Each column says in a line of its own what the reader would look for in vain, or would have to scroll to.
function sayPartners(facts) {
  for (const [letter, sheet] of sheets) {
    const line = first(".lack", sheet);
    const partner = firstTeller(sheet, facts);
    line.textContent = facts.length && isShown(letter) ? whereIs(partner, sheet, facts) : "";
  }
  sayElsewhere(facts);
}

const firstTeller = (sheet, facts) =>
  facts.flatMap((fact) => tellers.get(fact) ?? []).find((each) => sheet.contains(each));

function whereIs(partner, sheet, facts) {
  const letter = sheet.id.slice("doc-".length).toUpperCase();
  if (!partner) return first(".s[data-facts]", sheet) ? `${facts.join(", ")}: not found in ${letter}` : "";
  if (!columnsBox.classList.contains("scrolling")) return "";
  const text = textOf(sheet).getBoundingClientRect();
  const box = partner.getBoundingClientRect();
  if (box.bottom < text.top + 4) return `↑ ${facts.join(", ")} is further up`;
  return box.top > text.bottom - 4 ? `↓ ${facts.join(", ")} is further down` : "";
}

// The line above the columns, at the foot of a narrow window: who else tells the fact, with a way there.
const partnerLine = make("p", {class: "partners"});

function sayElsewhere(facts) {
  partnerLine.replaceChildren();
  if (!facts.length) return;
  const letters = [...sheets.keys()].filter((letter) => firstTeller(sheets.get(letter), facts));
  partnerLine.append(`${facts.join(", ")} in `);
  for (const letter of letters) {
    const badge = first("h3 .badge", sheets.get(letter)).cloneNode(true);
    const go = () => state.show(firstTeller(sheets.get(letter), facts));
    const label = `Go to ${facts.join(", ")} in ${nameOf(letter)}`;
    partnerLine.append(make("button", {type: "button", class: "go", "aria-label": label, click: go}, badge), " ");
  }
}

function spokenPartners(facts) {
  const having = [...sheets.keys()].filter((letter) => firstTeller(sheets.get(letter), facts));
  return `${facts.join(", ")}: told by ${having.map((letter) => letter.toUpperCase()).join(", ")}`;
}

// Scroll every other column so that its partner stands level with the sentence the reader is at.
function bringPartners(from, facts) {
  if (state.get("follow") === "off" || !columnsBox.classList.contains("scrolling")) return;
  const here = from.closest("#columns .sheet");
  const level = from.getBoundingClientRect().top;
  for (const [letter, sheet] of sheets) {
    const partner = sheet !== here && isShown(letter) && firstTeller(sheet, facts);
    if (!partner) continue;
    const text = textOf(sheet);
    const room = text.getBoundingClientRect();
    const box = partner.getBoundingClientRect();
    const wanted = Math.max(room.top + 8, Math.min(level, room.bottom - box.height - 8));
    text.scrollBy({top: box.top - wanted, behavior: lessMotion.matches ? "auto" : "smooth"});
  }
}

const inColumns = (element) => element.closest?.("#columns .s");

// A click chooses a sentence: its partners stay lit until another is chosen. Selecting words is no click.
function choose(event) {
  const sentence = inColumns(event.target);
  if (!sentence || event.target.closest("a") || !getSelection().isCollapsed) return;
  pin(aboutWhat(event.target), event.target);
}

function pin(about, from) {
  pinned = about;
  lightUp(about);
  if (!about.facts.length) return;
  bringPartners(from, about.facts);
  announce(spokenPartners(about.facts));
}

const FOLLOW_LABEL = "Partners follow";

function makeFollow() {
  const follow = make("button", {type: "button", class: "tool follow", click: () => {
    state.set("follow", state.get("follow") === "off" ? "" : "off");
  }}, FOLLOW_LABEL);
  const show = () => follow.setAttribute("aria-pressed", String(state.get("follow") !== "off"));
  hear("state", show);
  show();
  return follow;
}

if (columnsBox && report.facts) {
  for (const sheet of sheets.values()) sheet.append(make("p", {class: "lack small needs-script", "aria-hidden": "true"}));
  columnTools.append(makeFollow(), partnerLine);
  const page = first("#main");
  page.addEventListener("pointerover", (event) => {
    const about = aboutWhat(event.target);
    lightUp(about.facts.length || about.others.length ? about : pinned);
  });
  page.addEventListener("pointerleave", () => lightUp(pinned));
  page.addEventListener("focusin", (event) => {
    const about = aboutWhat(event.target);
    const from = inColumns(event.target);
    if (from && about.facts.length && event.target.matches(":focus-visible")) pin(about, event.target);
    else if (about.facts.length || about.others.length) lightUp(about);
  });
  page.addEventListener("click", choose);
  page.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("#columns .s")) pin(aboutWhat(event.target), event.target);
    if (event.key === "Escape") {
      pinned = nothing;
      lightUp(nothing);
    }
  });
}
