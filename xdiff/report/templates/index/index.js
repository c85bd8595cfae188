// The index: sorting, searching, counting what is shown. The rows stand worst first in the page, and each
// filter is style alone (`:has` in index.css), so that both work without a script; here the address remembers
// them, and who does not see the page is told what they did.
ADDRESS.set("sort", /^-?[a-z]+$/);
ADDRESS.set("docs", /^-?[a-z]+$/);
ADDRESS.set("only", /^[a-z]+(,[a-z]+)*$/);

const FILTERS = [["conflicts", "has-conflicts"], ["suspicious", "suspicious"], ["undecided", "undecided"]]
  .map(([name, mark]) => ({name, mark, box: first(`#only-${name}`)}))
  .filter((each) => each.box);
const search = first("#search");
const worstFirst = first("#worst-first");

// Of more rows than this a browser takes a second to lay them out: the rest is one press away, and on paper.
const ROWS_SHOWN = 100;
let onPaper = false;

// A listed table: its rows as they came, worst first, those in the order shown, and the columns it is sorted by.
const listed = all("table.listed").map((table) => ({
  table,
  body: table.tBodies[0],
  rows: [...table.tBodies[0].rows],
  sorted: [...table.tBodies[0].rows],
  whole: false,
  columns: all("th[data-column]", table),
  key: table.dataset.sorted,
  order: "",
}));

const alphabet = new Intl.Collator("en", {numeric: true, sensitivity: "base"});

// What a row is sorted by: its numbers, or words; undefined where there is nothing, which comes last either way.
function sortKey(row, at, kind) {
  const cell = row.cells[at];
  const text = cell.dataset.sort ?? cell.textContent.trim();
  if (text === "") return undefined;
  return kind === "numbers" ? text.split(" ").map(Number) : text;
}

function compareKeys(one, other) {
  if (typeof one === "string") return alphabet.compare(one, other);
  const at = one.findIndex((number, place) => number !== other[place]);
  return at < 0 ? 0 : one[at] - other[at];
}

// Sort a table: "name" upwards, "-name" downwards, "" worst first. An unknown column is passed over.
function sortTable(each, wanted) {
  const down = wanted.startsWith("-");
  const at = each.columns.findIndex((column) => column.dataset.column === wanted.slice(down ? 1 : 0));
  const order = at < 0 ? "" : wanted;
  if (order === each.order) return;
  each.order = order;
  each.columns.forEach((column, place) => {
    if (place === at) column.setAttribute("aria-sort", down ? "descending" : "ascending");
    else column.removeAttribute("aria-sort");
  });
  each.sorted = at < 0 ? each.rows : sortedRows(each, at, down);
  each.body.replaceChildren(...each.sorted);
}

function sortedRows(each, at, down) {
  const keyed = each.rows.map((row) => [sortKey(row, at, each.columns[at].dataset.kind), row]);
  keyed.sort(([one], [other]) => {
    if (one === undefined || other === undefined) return (one === undefined) - (other === undefined);
    return down ? compareKeys(other, one) : compareKeys(one, other);
  });
  return keyed.map(([, row]) => row);
}

// Words to compare by: without case, accents and forms of letters that only look different.
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const texts = new WeakMap();
function textOf(row) {
  if (!texts.has(row)) texts.set(row, folded(row.textContent));
  return texts.get(row);
}

// Show the rows that have every word of the search and every mark of the filters, and count them.
function showMatching() {
  const wanted = folded(search.value).split(/\s+/).filter(Boolean);
  const marks = FILTERS.filter((each) => each.box.checked).map((each) => each.mark);
  const counts = listed.map((each) => {
    const most = each.whole || onPaper ? Infinity : ROWS_SHOWN;
    let count = 0;
    for (const row of each.sorted) {
      const matches = marks.every((mark) => row.classList.contains(mark))
        && wanted.every((word) => textOf(row).includes(word));
      if (matches) count += 1;
      row.hidden = !matches || count > most;
    }
    first(".nothing", each.table.parentElement).hidden = count > 0;
    each.more.hidden = count <= most;
    first("button", each.more).textContent = `Show all ${count.toLocaleString("en")}`;
    return `${count.toLocaleString("en")} of ${each.rows.length.toLocaleString("en")} ${each.table.dataset.noun}`;
  });
  first("#shown").textContent = counts.join(", ");
}

// Typing says the count once it pauses, not at every letter.
let saying = 0;
function sayCount() {
  clearTimeout(saying);
  saying = setTimeout(() => announce(first("#shown").textContent), 400);
}

search.addEventListener("input", () => {
  state.set("q", search.value);
  showMatching();
  sayCount();
});

for (const {box} of FILTERS) {
  box.addEventListener("change", () => {
    state.set("only", FILTERS.filter((each) => each.box.checked).map((each) => each.name).join(","));
    showMatching();
    sayCount();
  });
}

// The rest of a long table; focus goes to its first row, since the button goes away.
function showWhole(each) {
  each.whole = true;
  const next = each.sorted.filter((row) => !row.hidden).length;
  showMatching();
  const head = each.sorted.filter((row) => !row.hidden)[next]?.cells[0];
  if (!head) return;
  head.tabIndex = -1;
  head.focus();
}

for (const each of listed) {
  const button = make("button", {type: "button", click: () => showWhole(each)});
  each.more = make("p", {class: "more", hidden: true}, button, `The first ${ROWS_SHOWN} are shown.`);
  each.table.after(each.more);
  for (const column of each.columns) {
    column.replaceChildren(make("button", {type: "button", class: "sort"}, ...column.childNodes));
  }
  each.table.tHead.addEventListener("click", (event) => {
    const column = event.target.closest(".sort")?.closest("th");
    if (!column) return;
    const name = column.dataset.column;
    const sorted = column.getAttribute("aria-sort");
    const down = sorted ? sorted === "ascending" : column.dataset.first === "down";
    state.set(each.key, `${down ? "-" : ""}${name}`);
    announce(`Sorted by ${column.textContent}, ${down ? "descending" : "ascending"}`);
  });
}

for (const [event, paper] of [["beforeprint", true], ["afterprint", false]]) {
  addEventListener(event, () => {
    onPaper = paper;
    showMatching();
  });
}

worstFirst.addEventListener("click", () => {
  for (const each of listed) state.set(each.key, "");
  announce("Sorted worst first");
});

hear("state", () => {
  for (const each of listed) sortTable(each, state.get(each.key));
  worstFirst.setAttribute("aria-pressed", listed.every((each) => !each.order));
  const only = state.get("only").split(",");
  for (const {name, box} of FILTERS) box.checked = only.includes(name);
  const asked = state.get("q");
  if (folded(search.value) !== folded(asked)) search.value = asked;
  showMatching();
});

root.classList.add("live");
state.arrive();
