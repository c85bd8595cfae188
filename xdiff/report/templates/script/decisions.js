// What is decided about each finding, and where it is kept. `came` is what came with the report, by --review;
// `mine` what was decided or imported here. Of two decisions on one finding the later holds. `mine` lies in the
// browser's storage under the name of the run, so that another report of the same documents finds it again.
const decisions = (() => {
  const PLACE = `${REVIEW}:${report.run}`;
  const REVIEWER = "xdiff.review:name";
  const data = JSON.parse(first("#review-data")?.textContent ?? "[]");
  const came = new Map(data.map((each) => [each.key, each]));
  const here = new Set(all("[data-key]").map((each) => each.dataset.key));
  let mine = new Map();
  let kept = true;
  let reviewer = "";

  const timeOf = (each) => {
    const time = Date.parse(each?.at);
    return time < Date.UTC(9000) ? time : 0;
  };
  const stamp = (milliseconds) => new Date(milliseconds).toISOString();
  const of = (key) => {
    const [own, earlier] = [mine.get(key), came.get(key)];
    return own && timeOf(own) >= timeOf(earlier) ? own : earlier ?? own;
  };
  const says = (each) => Boolean(each && (each.decision || each.comment));

  // Storage may be refused (a sandboxed page, a private window) or full: decisions then live in the page.
  function stored(act, otherwise) {
    try {
      return act(localStorage);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      kept = false;
      return otherwise;
    }
  }

  // What lies in the storage may be of an older version or of another's hand: what is not sound is left out.
  function readStored(words) {
    let found = [];
    try {
      found = JSON.parse(words)?.decisions;
    } catch {
      found = [];
    }
    if (!Array.isArray(found)) return [];
    const flags = ({own, saved}) => ({own: own === true, saved: saved === true});
    return found.filter(reviewFormat.sound).map((each) => ({...reviewFormat.cleaned(each), ...flags(each)}));
  }

  // Two tabs of one report: of each finding the later decision holds; what either has exported is exported.
  function join(others) {
    for (const other of others) {
      const own = mine.get(other.key);
      if (!own || timeOf(other) > timeOf(own)) mine.set(other.key, other);
      else if (other.saved && timeOf(other) === timeOf(own)) mine.set(own.key, {...own, saved: true});
    }
  }

  function keep() {
    kept = true;
    stored((storage) => {
      join(readStored(storage.getItem(PLACE)));
      storage.setItem(PLACE, JSON.stringify({schema: REVIEW, decisions: [...mine.values()]}));
    });
    tell("decided");
  }

  // A decision of now is later than what it replaces, also where another computer's clock runs ahead.
  function change(finding, what) {
    const {key, subject, message = ""} = finding.dataset;
    const before = of(key);
    const letters = (finding.dataset.in ?? "").split(" ");
    const documents = report.documents.filter((each) => letters.includes(each.letter)).map(({id}) => id);
    mine.set(key, {
      key, subject, decision: null, comment: "", ...before, ...what, documents,
      message: message.slice(0, LONGEST_SAID), by: reviewer, own: true, saved: false,
      at: stamp(Math.max(Date.now(), timeOf(before) + 1)),
    });
    keep();
  }

  // Take what a file holds; say how much of it was new, known already, or older than what is here.
  function take(found) {
    const count = {taken: 0, same: 0, older: 0, gone: 0};
    for (const each of found.map(reviewFormat.cleaned)) {
      const now = of(each.key);
      const same = now ? ["decision", "comment"].every((name) => now[name] === each[name]) : !says(each);
      if (!here.has(each.key)) count.gone += 1;
      if (!same && now && timeOf(each) <= timeOf(now)) count.older += 1;
      else {
        count[same ? "same" : "taken"] += 1;
        const newer = !same || (now && timeOf(each) >= timeOf(now));
        if (newer) mine.set(each.key, {...each, own: false, saved: true});
      }
    }
    keep();
    return count;
  }

  function everything() {
    const keys = new Set([...here, ...came.keys(), ...mine.keys()]);
    return [...keys].map(of).filter(Boolean);
  }

  // Put the reviewer's name to what was decided here before it was known.
  function rename(name) {
    reviewer = name.trim().slice(0, LONGEST_REVIEWER);
    stored((storage) => storage.setItem(REVIEWER, reviewer));
    for (const each of mine.values()) {
      if (!reviewer || !each.own || each.by) continue;
      mine.set(each.key, {...each, by: reviewer, at: stamp(timeOf(each) + 1)});
    }
    keep();
  }

  function exported() {
    for (const [key, each] of mine) mine.set(key, {...each, saved: true});
    keep();
  }

  function clear() {
    mine = new Map();
    stored((storage) => storage.removeItem(PLACE));
    tell("decided");
  }

  // Another tab of this browser has written, or cleared.
  addEventListener("storage", ({key, newValue}) => {
    if (key !== PLACE && key !== null) return;
    if (newValue === null) mine = new Map();
    else join(readStored(newValue));
    tell("decided");
  });

  stored((storage) => {
    join(readStored(storage.getItem(PLACE)));
    reviewer = (storage.getItem(REVIEWER) ?? "").slice(0, LONGEST_REVIEWER);
  });

  return {
    of, says, change, take, everything, rename, exported, clear,
    reviewer: () => reviewer,
    kept: () => kept,
    mine: () => [...mine.values()],
    unsaved: () => [...mine.values()].filter((each) => !each.saved),
    gone: () => everything().filter((each) => !here.has(each.key) && says(each)),
    count() {
      const judged = [...here].map((key) => of(key)?.decision);
      const accepted = judged.filter((each) => each === "accept").length;
      const rejected = judged.filter((each) => each === "reject").length;
      return {findings: here.size, decided: accepted + rejected, accepted, rejected};
    },
  };
})();
