// The address remembers what the reader sees: `#d2&hide=note,number&q=moscow&in=b&review=open&cols=a,c`.
// It is all in the fragment, which never leaves the browser: first the element that is shown, then values.
// What is not of these names and shapes is not ours, or was made to harm: it is passed over without a word.
const ADDRESS = new Map([
  ["hide", /^[a-z]+(,[a-z]+)*$/],
  ["q", /^\P{Cc}{1,200}$/u],
  ["in", /^[a-z]+(,[a-z]+)*$/],
  ["review", /^(open|accepted|rejected)$/],
  ["cols", /^[a-z]+(,[a-z]+)*$/],
  ["follow", /^off$/],
]);
const LONGEST_ADDRESS = 2000;

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

// Cut a fragment into the name of an element and the values. A value of another shape is left out.
function readAddress(fragment) {
  const found = {anchor: "", values: new Map(), named: false};
  if (fragment.length > LONGEST_ADDRESS) return found;
  fragment.split("&").forEach((part, at) => {
    const cut = part.indexOf("=");
    if (cut < 0) {
      if (at === 0) found.anchor = decoded(part);
      return;
    }
    const name = part.slice(0, cut);
    const value = decoded(part.slice(cut + 1));
    if (!ADDRESS.has(name)) return;
    found.named = true;
    if (ADDRESS.get(name).test(value)) found.values.set(name, value);
  });
  return found;
}

function writtenAddress(anchor, values) {
  const written = (value) => encodeURIComponent(value).replaceAll("%2C", ",");
  const parts = [...values].map(([name, value]) => `${name}=${written(value)}`);
  if (anchor || !parts.length) parts.unshift(encodeURIComponent(anchor));
  return `#${parts.join("&")}`;
}

const state = (() => {
  let anchor = "";
  let values = new Map();
  let later = 0;

  // Safari refuses more than a hundred changes in half a minute: then the address follows a little later.
  function write() {
    clearTimeout(later);
    const wanted = writtenAddress(anchor, values);
    if (wanted === location.hash || (wanted === "#" && !location.hash)) return;
    try {
      history.replaceState(history.state, "", wanted);
    } catch {
      later = setTimeout(write, 1000);
    }
  }

  // `:target` knows only a plain fragment: the browser gets that first, then the whole address. While a page
  // loads the browser looks at the address once more, so that it is done again.
  function aim() {
    location.replace(`#${encodeURIComponent(anchor)}`);
    write();
    if (document.readyState !== "complete") addEventListener("load", aim, {once: true});
  }

  // Show what the address asks for. A plain `#d2` leaves the values as they are: so do links inside the page.
  function arrive() {
    const asked = readAddress(location.hash.slice(1));
    const target = asked.anchor && document.getElementById(asked.anchor);
    if (target) anchor = asked.anchor;
    if (asked.named) {
      values = asked.values;
      if (!target) anchor = "";
    }
    if (target && asked.named) aim();
    else if (target || asked.named) write();
    tell("state");
    if (target) reveal(target);
  }

  addEventListener("hashchange", () => {
    if (location.hash !== writtenAddress(anchor, values)) arrive();
  });
  // A link to where the reader already is changes no address, yet what it names may have been hidden since.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link && link.hash === location.hash && !event.defaultPrevented) arrive();
  });

  return {
    arrive,
    get: (name) => values.get(name) ?? "",
    // Change one value; "" takes it out. Who hears "state" finds it changed. No step for the back button.
    set(name, value) {
      if ((values.get(name) ?? "") === value) return;
      if (value && ADDRESS.get(name).test(value)) values.set(name, value);
      else values.delete(name);
      write();
      tell("state");
    },
    // Bring an element before the reader as a link to it would, without a step for the back button.
    show(element) {
      anchor = element.id;
      aim();
      reveal(element);
    },
  };
})();
