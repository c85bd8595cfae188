// The controls at every finding: accept, reject, comment, undo, and what was decided in plain words. One
// template is copied for all of them; what only a decided finding needs is made when it is decided.
const reviewControls = (() => {
  const {visible, codePoints} = reviewFormat;
  const JUDGEMENTS = new Map([
    ["accept", {sign: "✓", act: "Accept", done: "Accepted"}],
    ["reject", {sign: "✗", act: "Reject", done: "Rejected"}],
  ]);
  const findings = all("[data-key]").filter((each) => first(".review-slot", each));
  const drawn = new WeakMap();
  let last = null;
  const DAY = new Intl.DateTimeFormat("en-GB", {day: "numeric", month: "long", year: "numeric"});

  const button = (act, ...words) => make("button", {type: "button", "data-act": act}, ...words);
  const signed = (sign, words) => [make("span", {"aria-hidden": "true"}, `${sign} `), words];

  function template() {
    const judges = [...JUDGEMENTS].map(([name, {sign, act}]) => button(name, ...signed(sign, act)));
    for (const each of judges) each.setAttribute("aria-pressed", "false");
    const choices = make("div", {class: "choices"}, ...judges, button("comment", "Comment"));
    return make("div", {class: "review", role: "group"}, choices);
  }

  // What a finding is called when it is spoken of: its number, or whose verdict it is.
  function called(finding) {
    const {subject, in: letters = ""} = finding.dataset;
    return subject === "origin" ? `the verdict on ${letters.toUpperCase()}` : finding.id;
  }

  const control = (finding) => first(".review", finding);
  const editor = (finding) => first(".editor", finding);

  // "✗ Rejected by A. B., 22 November 2026", and the comment below it as a quotation.
  function saying({decision, comment, by, at}) {
    const {sign, done} = JUDGEMENTS.get(decision) ?? {sign: "✎", done: "Commented"};
    const when = Date.parse(at) ? `, ${DAY.format(new Date(at))}` : "";
    const whose = by ? [" by ", make("bdi", {}, visible(by))] : [];
    const line = make("p", {class: "state"}, ...signed(sign, make("strong", {}, done)), ...whose, when);
    const quote = comment ? [make("blockquote", {class: "comment", dir: "auto"}, visible(comment))] : [];
    return make("div", {class: "decided"}, line, ...quote);
  }

  // Bring one finding in step with what is decided; nothing is touched where nothing changed.
  function draw(finding) {
    const now = decisions.of(finding.dataset.key);
    if (drawn.get(finding) === now) return;
    drawn.set(finding, now);
    if (now?.decision) finding.dataset.decision = now.decision;
    else delete finding.dataset.decision;
    const box = control(finding);
    for (const name of JUDGEMENTS.keys()) {
      first(`[data-act="${name}"]`, box).setAttribute("aria-pressed", String(now?.decision === name));
    }
    first("[data-act='comment']", box).textContent = now?.comment ? "Edit comment" : "Comment";
    first(".decided", box)?.remove();
    if (decisions.says(now)) box.prepend(saying(now));
    drawUndo(box, Boolean(now?.decision));
  }

  // The button goes with what it undoes; focus does not go with it.
  function drawUndo(box, needed) {
    const undo = first("[data-act='undo']", box);
    if (needed && !undo) first(".choices", box).append(button("undo", "Undo"));
    if (needed || !undo) return;
    if (undo === document.activeElement) first("button", box).focus();
    undo.remove();
  }

  function progress() {
    const {decided, findings: whole} = decisions.count();
    return `${decided} of ${whole} decided`;
  }

  function judge(finding, judgement) {
    last = finding;
    const typed = editor(finding) ? wordsOf(finding) : null;
    const fits = typed !== null && codePoints(typed) <= LONGEST_COMMENT;
    decisions.change(finding, fits ? {decision: judgement, comment: typed} : {decision: judgement});
    if (fits) closeEditor(finding);
    const done = JUDGEMENTS.get(judgement)?.done.toLowerCase() ?? "open again";
    announce(`${called(finding)} ${done}. ${progress()}.`);
  }

  const edited = () => all(".review .editor").map((each) => each.closest("[data-key]"));
  const isJudged = (finding) => Boolean(finding && decisions.of(finding.dataset.key)?.decision);
  const wordsOf = (finding) => first("textarea", finding).value.trim();
  const isTyped = (finding) => wordsOf(finding) !== (decisions.of(finding.dataset.key)?.comment ?? "").trim();

  function openEditor(finding) {
    if (!editor(finding)) control(finding).append(madeEditor(finding));
    first("[data-act='comment']", finding).setAttribute("aria-expanded", "true");
    first("textarea", finding).focus();
  }

  function madeEditor(finding) {
    const id = `comment-${findings.indexOf(finding)}`;
    const field = make("textarea", {id, rows: 3, dir: "auto", "aria-describedby": `${id}-count`});
    field.value = decisions.of(finding.dataset.key)?.comment ?? "";
    const made = make(
      "div", {class: "editor"},
      make("label", {for: id}, `Comment on ${called(finding)}`), field,
      make("p", {id: `${id}-count`, class: "count"}),
      make("div", {class: "choices"}, button("save", "Save comment"), button("cancel", "Cancel")),
    );
    measure(made);
    return made;
  }

  function closeEditor(finding) {
    const within = editor(finding).contains(document.activeElement);
    editor(finding).remove();
    const opener = first("[data-act='comment']", finding);
    opener.removeAttribute("aria-expanded");
    if (within) opener.focus();
  }

  // Say while it is typed how much room there is: nothing is cut off behind the reviewer's back.
  function measure(box) {
    const length = codePoints(first("textarea", box).value.trim());
    const over = length - LONGEST_COMMENT;
    const said = `${length.toLocaleString("en")} of ${LONGEST_COMMENT.toLocaleString("en")} characters`;
    first(".count", box).textContent = over > 0 ? `${said}: ${over.toLocaleString("en")} too many` : said;
    first("textarea", box).setAttribute("aria-invalid", String(over > 0));
    if (over > 0 && !box.classList.contains("over")) announce("The comment is longer than 2,000 characters.");
    box.classList.toggle("over", over > 0);
  }

  function save(finding) {
    const words = wordsOf(finding);
    if (codePoints(words) > LONGEST_COMMENT) {
      announce(`The comment is too long: ${first(".count", finding).textContent}.`);
      first("textarea", finding).focus();
      return false;
    }
    if (isTyped(finding)) {
      decisions.change(finding, {comment: words});
      announce(words ? `Comment on ${called(finding)} saved.` : `Comment on ${called(finding)} taken away.`);
    }
    closeEditor(finding);
    return true;
  }

  const ACTS = {
    accept: (finding, pressed) => judge(finding, pressed ? null : "accept"),
    reject: (finding, pressed) => judge(finding, pressed ? null : "reject"),
    undo: (finding) => isJudged(finding) && judge(finding, null),
    comment: (finding) => (editor(finding) && !isTyped(finding) ? closeEditor(finding) : openEditor(finding)),
    save,
    cancel: closeEditor,
  };

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.(".review [data-act]");
    const finding = pressed?.closest("[data-key]");
    if (finding) ACTS[pressed.dataset.act](finding, pressed.getAttribute("aria-pressed") === "true");
  });

  document.addEventListener("input", (event) => {
    const box = event.target.closest?.(".review .editor");
    if (box) measure(box);
  });

  // Ctrl and Enter saves. Escape closes what holds nothing new; words are not thrown away by one key.
  document.addEventListener("keydown", (event) => {
    const finding = event.target.closest?.(".review .editor")?.closest("[data-key]");
    if (!finding) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(finding);
    else if (event.key === "Escape" && !isTyped(finding)) closeEditor(finding);
    else if (event.key === "Escape") announce("The comment is not saved yet. Save or cancel it.");
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  // From the keyboard's owner: a key pressed at a finding. Where that has nothing to undo, as when a filter
  // has taken away what was just decided, the last decision is undone.
  hear("review", ({detail}) => {
    const asked = detail?.element?.closest?.("[data-key]");
    const finding = detail?.key === "undo" && !isJudged(asked) ? last : asked;
    if (!findings.includes(finding)) return;
    if (detail.key === "comment") openEditor(finding);
    else if (["accept", "reject", "undo"].includes(detail.key)) ACTS[detail.key](finding, false);
  });

  function start() {
    const copy = template();
    for (const finding of findings) {
      const slot = first(".review-slot", finding);
      const box = copy.cloneNode(true);
      box.setAttribute("aria-label", `Review of ${called(finding)}`);
      slot.append(box);
      first(".earlier", finding)?.remove();
      draw(finding);
    }
  }

  start();
  hear("decided", () => findings.forEach(draw));

  return {
    progress,
    editing: () => edited().filter(isTyped),
    // Save the comments that are being typed; false where one is too long.
    saveAll: () => edited().every((each) => save(each)),
  };
})();
