// The review as a whole, in the toolbar: how far it is, export, import, the reviewer's name, starting anew.
(() => {
  const {counted, shortened} = reviewFormat;
  const NO_LONGER = "about findings no longer here: kept, and exported with the others.";
  const framed = window.self !== window.top;

  const said = (words, attributes = {}) => make("p", attributes, words);
  const pressed = (words, act, attributes = {}) => (
    make("button", {type: "button", class: "tool", ...attributes, click: act}, words)
  );

  // One dialog for what needs an answer or has to be read.
  const dialog = make("dialog", {class: "review-dialog", "aria-labelledby": "review-dialog-title"});
  function show(title, content, choices = [], closing = "Close") {
    const close = pressed(closing, () => dialog.close(), {autofocus: closing === "Cancel"});
    dialog.replaceChildren(
      make("h2", {id: "review-dialog-title"}, title), ...content,
      make("div", {class: "choices"}, ...choices, close),
    );
    if (!dialog.open) dialog.showModal();
  }

  function fileName() {
    const plain = (report.title ?? "").normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-");
    return `${plain.slice(0, 60).replace(/^-+|-+$/g, "") || "report"}.review.json`;
  }

  const written = () => reviewFormat.written(decisions.everything());

  let saved = "";
  // A page inside another may be forbidden to save files and is not told: there the words are shown as well.
  function exportReview() {
    if (!reviewControls.saveAll()) return;
    URL.revokeObjectURL(saved);
    saved = URL.createObjectURL(new Blob([written()], {type: "application/json"}));
    make("a", {href: saved, download: fileName()}).click();
    if (framed) {
      showWords();
      return;
    }
    decisions.exported();
    announce(`Exported as ${fileName()}.`);
  }

  function showWords() {
    if (!reviewControls.saveAll()) return;
    const told = said("", {role: "status"});
    const field = make("textarea", {readonly: true, rows: 12, "aria-label": "The review as JSON"});
    field.value = written();
    const copied = () => {
      decisions.exported();
      told.textContent = "Copied.";
    };
    const refused = () => {
      field.select();
      told.textContent = "The browser does not let this page copy: press Ctrl and C.";
    };
    field.addEventListener("copy", copied);
    const copying = () => navigator.clipboard?.writeText(field.value) ?? Promise.reject();
    const copy = () => copying().then(copied, refused);
    const why = `Where no file can be saved, copy this text into a file named ${fileName()}.`;
    show("The review as text", [said(why), field, told], [pressed("Copy", copy)]);
    field.setSelectionRange(0, 0);
  }

  async function importReview(file) {
    const name = shortened(file.name);
    try {
      if (file.size > LARGEST_REVIEW) {
        throw new Refused("it is larger than 5 MB, as no review is", "Choose a file that Export has saved.");
      }
      const found = reviewFormat.read(await file.text());
      const changed = comparedWith(found.documents);
      tellTaken(name, decisions.take(found.decisions), changed);
    } catch (error) {
      if (error instanceof Refused) tellRefused(name, error.message, error.hint);
      else if (error instanceof DOMException) tellRefused(name, "it cannot be read", "Choose it once more.");
      else throw error;
    }
  }

  // Refuse a review of other documents; return those of ours whose text was another when they were reviewed.
  function comparedWith(documents) {
    const digests = new Map(documents.map((each) => [each.id, each.sha256]));
    const common = report.documents.filter(({id}) => digests.has(id));
    if (!common.length) {
      throw new Refused(
        `it is about other documents (${idsOf(documents)}), not about ${idsOf(report.documents)}`,
        "Open the report of those documents and import it there.",
      );
    }
    return common.filter(({id, sha256}) => digests.get(id) && sha256 && digests.get(id) !== sha256);
  }

  const idsOf = (documents) => listed(documents.map(({id}) => id));
  function listed(names) {
    const shown = names.slice(0, 4).map((each) => shortened(each, 60)).join(", ");
    return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
  }

  const fromFile = (before, name, after) => make("p", {}, before, make("bdi", {}, name), after);

  function tellRefused(name, what, hint) {
    const nothing = said("Nothing was changed.", {class: "soft"});
    show("The review was not imported", [fromFile("", name, `: ${what}.`), said(hint), nothing]);
  }

  function tellTaken(name, {taken, same, older, gone}, changed) {
    const more = [
      same && `${counted(same, "decision")} the same as here.`,
      older && `${counted(older, "decision")} older than what is decided here, which stands.`,
      gone && `${counted(gone, "decision")} ${NO_LONGER}`,
      changed.length && `${listed(changed.map((each) => each.name))}: the text has changed since the review. `
        + "Decisions hold where the quoted words are the same.",
    ];
    const from = fromFile(`${counted(taken, "decision")} taken from `, name, ".");
    show("The review was imported", [from, ...more.filter(Boolean).map((each) => said(each))]);
  }

  function askToClear() {
    const unsaved = decisions.unsaved().length;
    const mine = `${counted(decisions.mine().length, "decision")} made or imported in this browser will go`;
    const lost = unsaved ? `, ${unsaved} of them not exported.` : ". All are exported.";
    const sure = pressed("Clear", () => {
      dialog.close();
      decisions.clear();
      announce(`Cleared. ${reviewControls.progress()}.`);
    });
    const stays = said("What came with the report stays.");
    show("Clear my decisions?", [said(mine + lost), stays], [sure], "Cancel");
  }

  const summary = make("summary", {class: "tool"});
  const status = said("");
  const gone = said("");
  const unkept = said("This browser keeps nothing of it: export before you close.", {class: "remark"});
  const name = make("input", {
    id: "reviewer", maxlength: LONGEST_REVIEWER, autocomplete: "off", dir: "auto",
    value: decisions.reviewer(),
    change: () => decisions.rename(name.value),
  });
  const picker = make("input", {
    type: "file", accept: ".json,application/json", "aria-label": "Review file", hidden: true,
    change: () => {
      const [file] = picker.files;
      if (file) importReview(file).then(() => { picker.value = ""; });
    },
  });
  // On a narrow screen the toolbar has no room for it: there it stands in the panel.
  const exporting = ["tool wide", "tool narrow"].map((each) => (
    pressed("Export", exportReview, {class: each, title: "Save the decisions as a file"})
  ));
  const importing = pressed("Import", () => picker.click());
  const asText = pressed("Show as text", showWords);
  const clearing = pressed("Clear my decisions", askToClear);
  const menu = make(
    "details", {class: "tools-decisions"}, summary,
    make(
      "div", {class: "tools-panel review-panel"}, status, gone, unkept,
      make("p", {class: "field"}, make("label", {for: "reviewer"}, "Your name or initials"), name),
      make("div", {class: "choices"}, exporting[1], importing, asText, clearing),
      make(
        "p", {class: "soft small"},
        "What you decide is kept in this browser only. Export it to hand it on: ",
        make("code", {}, "xdiff compare --review FILE"),
        " shows it in the next report, and what you rejected is not reported again.",
      ),
    ),
  );

  // Leaving is questioned only while something would be lost.
  const losing = () => reviewControls.editing().length || (!decisions.kept() && decisions.unsaved().length);
  addEventListener("beforeunload", (event) => {
    if (losing()) event.preventDefault();
  });

  let warned = false;
  function warnOnce() {
    if (decisions.kept() || warned || !decisions.mine().length) return;
    warned = true;
    show("Your decisions are not kept", [
      said("This browser stores nothing for this page: it may be a private window, a page inside another, or "
        + "its storage is full. What you decide holds until you close the page. Export it before you do."),
    ]);
  }

  function draw() {
    const {decided, findings, accepted, rejected} = decisions.count();
    const unsaved = decisions.unsaved().length;
    summary.replaceChildren(
      make("span", {class: "progress"}, `${decided} of ${findings} decided`),
      unsaved ? make("span", {class: "unsaved"}, ` ● ${unsaved}`, make("span", {}, " not exported")) : "",
    );
    status.textContent = `${reviewControls.progress()}: ${accepted} accepted, ${rejected} rejected.`;
    const past = decisions.gone().length;
    gone.textContent = past ? `${past} ${NO_LONGER}` : "";
    unkept.hidden = decisions.kept();
    for (const each of [...exporting, asText]) each.disabled = !decisions.everything().length;
    clearing.disabled = !decisions.mine().length;
    warnOnce();
  }

  // A review file dropped anywhere on the page is imported, where the browser would else open it.
  const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    root.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) root.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    root.classList.remove("dropping");
    if (!carriesFile(event)) return;
    event.preventDefault();
    importReview(event.dataTransfer.files[0]);
  });

  // The panel closes as panels do: by a click beside it, and by Escape.
  document.addEventListener("click", ({target}) => {
    if (!menu.contains(target) && !dialog.contains(target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault();
    menu.open = false;
    summary.focus();
  });
  hear("decided", draw);
  first("#toolbar .tools-review")?.append(menu, exporting[0], picker);
  document.body.append(dialog);
  tell("decided");
})();
