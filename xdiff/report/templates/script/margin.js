// Notes in the margin stand beside the line they are about, as far as there is room; without a script they begin
// beside the first line of their paragraph. Where they stand below it they are left alone.
const NOTE_GAP = 8;

// Where notes of these heights come to stand, from the top of their margin: each at the height it wants or below
// the one before it, all within the room; where they need more room than there is, one below the other. In pixels.
function placedNotes(wanted, heights, room) {
  const tops = [];
  let free = 0;
  wanted.forEach((top, at) => {
    tops.push(Math.max(top, free));
    free = tops[at] + heights[at] + NOTE_GAP;
  });
  let end = room;
  for (let at = tops.length - 1; at >= 0; at--) {
    tops[at] = Math.min(tops[at], end - heights[at]);
    end = tops[at] - NOTE_GAP;
  }
  let least = 0;
  return tops.map((top, at) => {
    const placed = Math.max(top, least);
    least = placed + heights[at] + NOTE_GAP;
    return placed;
  });
}

// What one margin measures; null where the notes stand below their paragraph or are put away.
function measuredMargin(margin) {
  if (getComputedStyle(margin).gridColumnStart !== "2" || !margin.offsetHeight) return null;
  const notes = all("li", margin);
  const {top} = margin.getBoundingClientRect();
  const room = margin.parentElement.getBoundingClientRect().bottom - top - 2 * NOTE_GAP;
  const wanted = notes.map((note) => {
    const mark = document.getElementById(first(".no", note).getAttribute("href").slice(1));
    return (mark?.getClientRects()[0]?.top ?? top) - top;
  });
  const natural = notes.map((note) => note.getBoundingClientRect().top - top);
  const tops = placedNotes(wanted, notes.map((note) => note.offsetHeight), room);
  return notes.map((note, at) => [note, Math.round(tops[at] - natural[at])]);
}

// All is taken back, then measured, then written: the page is laid out once for all of them.
function alignNotes(drawn) {
  const margins = drawn.flatMap((sheet) => all(".notes", sheet));
  for (const note of margins.flatMap((margin) => [...margin.children])) note.style.removeProperty("top");
  for (const [note, shift] of margins.flatMap((margin) => measuredMargin(margin) ?? [])) {
    note.style.setProperty("top", `${shift}px`);
  }
}

// A link to a note that was put away brings the notes back.
uncover.push((element) => {
  const choice = first("#show-margin");
  if (!choice || choice.checked || !element.closest(".notes")) return;
  choice.click();
});
