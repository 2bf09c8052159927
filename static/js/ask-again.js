// Asks the server anew how something stands that is being made: <div data-module="ask-again" hx-get="/…"
// hx-trigger="again">. While nothing moves the pauses grow from one second to ten: it may be that nobody works on it.
// A hidden page does not ask, and asks at once when it is seen again. The answer takes the element's place and comes
// here as a new one, so what is known of the last is kept by its address.
const FIRST = 1_000;
const LONGEST = 10_000;
const GROWTH = 1.5;

/** @typedef {{ place: Element, looks: string, pause: number, timer: number }} Asked */
/** @type {Map<string, Asked>} */
const asked = new Map();

/** @param {Element} place */
export default function askAgain(place) {
  const address = place.getAttribute("hx-get");
  const last = asked.get(address);
  const one = { place, looks: looksOf(place), pause: FIRST, timer: 0 };
  if (last?.looks === one.looks) one.pause = longer(last.pause);
  clearTimeout(last?.timer);
  asked.set(address, one);
  wait(one);
  // Still there after an answer: it was the same page's notice, or no answer came.
  place.addEventListener("htmx:afterRequest", () => {
    if (!place.isConnected) return;
    one.pause = longer(one.pause);
    wait(one);
  });
}

document.addEventListener("visibilitychange", () => {
  for (const one of asked.values()) {
    one.pause = FIRST;
    ask(one);
  }
});

/** @param {Asked} one */
function wait(one) {
  clearTimeout(one.timer);
  one.timer = setTimeout(() => ask(one), one.pause);
}

/** @param {Asked} one */
function ask(one) {
  clearTimeout(one.timer);
  if (!document.hidden && one.place.isConnected) one.place.dispatchEvent(new Event("again"));
}

/** @param {number} pause */
function longer(pause) {
  return Math.min(pause * GROWTH, LONGEST);
}

/**
 * What a person sees of it: its words and how far its bands are.
 * @param {Element} place
 */
function looksOf(place) {
  const bands = [...place.querySelectorAll("progress")].map((band) => `${band.value}/${band.max}`);
  return [place.textContent.trim(), ...bands].join(" ");
}
