/**
 * Regions as rows to tap, and the field that narrows them at each letter.
 */

import { el, part } from "./dom.js";
import { glued } from "./person_words.js";
import { parentWords } from "./places.js";

/** @typedef {import("./places.js").Region} Region */

/**
 * @param {Region} region
 * @param {() => void} chosen
 * @param {boolean} [isCurrent]
 * @returns {HTMLElement}
 */
export function regionRow(region, chosen, isCurrent = false) {
  const words = el("span", { class: "other-words" }, el("b", { text: glued(region.name) }), el("span", { text: parentWords(region) }));
  const row = el("button", { type: "button", class: "other-row", "data-region": region.code, "aria-current": isCurrent ? "true" : null, on: { click: chosen } });
  row.append(words, arrow());
  return el("li", {}, row);
}

/** @returns {Node} the arrow at the end of a row that opens something */
export function arrow() {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("pindai-panah-kanan"));
  return document.importNode(template.content, true);
}

/**
 * A search field inside the sheet, with its cross.
 *
 * @param {HTMLElement} screen
 * @param {() => void} typed
 * @returns {HTMLInputElement}
 */
export function narrowingField(screen, typed) {
  const field = /** @type {HTMLInputElement} */ (part(screen, "field"));
  const cross = part(screen, "clear");
  field.addEventListener("input", () => {
    cross.hidden = !field.value;
    typed();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // Enter narrows; it must not send the form below
    field.blur();
  });
  cross.addEventListener("click", () => {
    field.value = "";
    field.dispatchEvent(new Event("input"));
    field.focus();
  });
  return field;
}
