/**
 * A USB or Bluetooth scanner: it types the code very fast and ends with Enter. It needs no screen of its own.
 */

/** Between two letters of any scanner; a hand is slower. */
const GAP_MS = 100;
/** A busy phone hands letters on in jerks: a whole card's code, which no hand writes by chance, may take this long. */
const PAUSE_MS = 1000;
const SHORTEST = 8;
const CARD = /1[0-9A-Z]{28}$/i;

/**
 * Listen for codes that are typed faster than a hand can. The scanner's Enter is swallowed, so that it never presses
 * a button that happens to have the focus, nor sends a form. What it typed into a field is taken out again; there only
 * the whole code of a card counts, since quick fingers and pasting helpers write short words, too.
 *
 * @param {(code: string) => void} onCode
 */
export function listenForScanner(onCode) {
  let letters = "";
  let burst = "";
  let lastAt = 0;
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const field = fieldOf(event.target);
      const gap = event.timeStamp - lastAt;
      lastAt = event.timeStamp;
      if (gap >= GAP_MS) burst = "";
      if (gap >= PAUSE_MS) letters = "";
      if (event.key.length === 1) {
        if (burst && !field) event.preventDefault();
        burst += event.key;
        letters += event.key;
        return;
      }
      if (event.key !== "Enter" && event.key !== "Tab") return;
      const code = CARD.exec(letters)?.[0] ?? (!field && burst.length >= SHORTEST ? burst : "");
      letters = burst = "";
      if (!code) return;
      event.preventDefault();
      event.stopPropagation();
      if (field) takeOut(field, code);
      onCode(code);
    },
    { capture: true },
  );
}

/**
 * @param {EventTarget | null} target
 * @returns {HTMLInputElement | HTMLTextAreaElement | null} a field that takes text, not a box to tick
 */
function fieldOf(target) {
  if (target instanceof HTMLTextAreaElement) return target;
  return target instanceof HTMLInputElement && !["checkbox", "radio"].includes(target.type) ? target : null;
}

/**
 * A field may have cut or reshaped what was typed; then nothing of it can be told from the crew's own words, and it is
 * emptied.
 *
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {string} code
 */
function takeOut(field, code) {
  const at = field.value.lastIndexOf(code);
  field.value = at < 0 ? "" : field.value.slice(0, at) + field.value.slice(at + code.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
