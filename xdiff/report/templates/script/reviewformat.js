// The review file, xdiff.review/1 (data/schema/review.json): what it may hold, and how one is written. A file
// comes from another person and may be anything: it is checked field by field, and all in it stays text.
const REVIEW = "xdiff.review/1";
const LONGEST_COMMENT = 2000;
const LONGEST_REVIEWER = 100;
const LONGEST_SAID = 5000;
const LARGEST_REVIEW = 5 * 1024 * 1024;

// Why a review was not taken, for the reader: what is wrong, and what to try.
class Refused extends Error {
  constructor(what, hint) {
    super(what);
    this.hint = hint;
  }
}

const reviewFormat = (() => {
  const grouped = (number) => number.toLocaleString("en");
  const counted = (number, noun) => `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
  const codePoints = (text) => [...text].length;

  // Characters that cannot be seen or that turn the reading direction are written out, as everywhere.
  const UNSEEN = new RegExp(
    "[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f"
    + "\\ufeff\\ufff9-\\ufffb\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0001}\\u{e0020}-\\u{e007f}"
    + "\\ud800-\\udfff]",
    "gu",
  );
  function visible(text) {
    return text.replace(UNSEEN, (character) => {
      const code = character.codePointAt(0).toString(16);
      if (code.length < 3) return `\\x${code.padStart(2, "0")}`;
      return code.length < 5 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
    });
  }
  const shortened = (text, most = 80) => visible(text.length > most ? `${text.slice(0, most - 1)}…` : text);

  // A check says what is wrong with a value, in words that begin with "is" or "has" or with the place, or "".
  const text = (most, least = 0) => (value) => {
    if (typeof value !== "string") return "is not text";
    if (value.length < least) return "is empty";
    const length = value.length > most ? codePoints(value) : 0;
    return length > most ? `has ${grouped(length)} characters, more than ${grouped(most)}` : "";
  };
  const oneOf = (...values) => (value) => (
    values.includes(value) ? "" : `is none of ${values.map((each) => JSON.stringify(each)).join(", ")}`
  );
  const shaped = (value, shape) => typeof value === "string" && shape.test(value);
  const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  const time = (value) => (
    value === "" || (shaped(value, TIME) && Date.parse(value) < Date.UTC(9000))
      ? "" : "is not a time such as 2026-11-22T05:10:00Z"
  );
  const digest = (value) => (
    value === null || shaped(value, /^([0-9a-f]{64})?$/) ? "" : "is not a SHA-256 of 64 digits"
  );
  const list = (check, most, least = 0) => (value) => {
    if (!Array.isArray(value)) return "is not a list";
    if (value.length < least) return "is empty";
    if (value.length > most) return `has ${grouped(value.length)} entries, more than ${grouped(most)}`;
    for (const [at, each] of value.entries()) {
      const wrong = check(each);
      if (wrong) return `number ${at + 1}${/^(is|has) /.test(wrong) ? "" : ":"} ${wrong}`;
    }
    return "";
  };
  const record = (fields) => (value) => {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return "is not a record";
    for (const [name, check, needed] of fields) {
      if (!Object.hasOwn(value, name)) {
        if (needed) return `has no “${name}”`;
        continue;
      }
      const wrong = check(value[name]);
      if (wrong) return `${/^(is|has) /.test(wrong) ? "its" : "in its"} “${name}” ${wrong}`;
    }
    return "";
  };

  const about = text(2000, 1);
  const decision = record([
    ["key", text(200, 1), true],
    ["subject", oneOf("divergence", "origin", "inconsistency"), true],
    ["decision", oneOf("accept", "reject", null), true],
    ["comment", text(LONGEST_COMMENT)],
    ["by", text(LONGEST_REVIEWER)],
    ["at", time],
    ["message", text(LONGEST_SAID)],
    ["documents", list(about, 10000)],
  ]);
  const review = record([
    ["xdiff", text(100)],
    ["signature", text(20000)],
    ["run", text(200)],
    ["documents", list(record([["id", about, true], ["sha256", digest]]), 10000, 1), true],
    ["decisions", list(decision, 100000), true],
  ]);

  function parsed(words) {
    try {
      return JSON.parse(words);
    } catch {
      throw new Refused("it is not JSON, or it is cut off", "Export the review again.");
    }
  }

  function checkSchema(found) {
    const schema = found?.schema;
    if (schema === REVIEW) return;
    if (shaped(schema, /^xdiff\.review\/\d{1,4}$/)) {
      throw new Refused(`it is of another version, ${schema}`, "Import it into a report of that version.");
    }
    throw new Refused("it is not a review of an xdiff report", "Choose a file that Export has saved.");
  }

  return {
    visible, shortened, counted, codePoints,
    // Take from a decision what we know, with what it may leave out filled in.
    cleaned({key, subject, decision: judged, comment = "", by = "", at = "", message = "", documents = []}) {
      return {key, subject, decision: judged, comment, by, at, message, documents};
    },
    sound: (each) => !decision(each),
    // Read the words of a file; throw Refused with the first thing that is wrong.
    read(words) {
      const found = parsed(words);
      checkSchema(found);
      const wrong = review(found);
      if (wrong) throw new Refused(wrong, "Export the review again, or mend the file by hand.");
      return found;
    },
    written(all) {
      return `${JSON.stringify({
        schema: REVIEW,
        xdiff: report.xdiff,
        signature: report.signature,
        run: report.run,
        exported: new Date().toISOString(),
        documents: report.documents.map(({id, sha256}) => ({id, sha256})),
        decisions: all.map(this.cleaned),
      }, null, 2)}\n`;
    },
  };
})();
