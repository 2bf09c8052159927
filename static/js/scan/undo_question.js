/**
 * "Urungkan": one question in place, "Salah orang · Salah ketuk · Batal".
 */

import { el } from "./dom.js";
import { UNDO_WORDS, rowTitle } from "./scan_rows.js";

/**
 * @typedef {import("./scan_rows.js").Row} Row
 * @typedef {import("./operations.js").UndoReason} UndoReason
 */

/**
 * @param {Row} row
 * @param {() => void} ask
 * @returns {HTMLElement} the link-like button
 */
export function undoButton(row, ask) {
  return el("button", { type: "button", class: "crew-link undo", text: "Urungkan", "aria-label": `Urungkan ${rowTitle(row)}`, on: { click: ask } });
}

/**
 * @param {Row} row
 * @param {(reason: UndoReason) => void} chosen
 * @param {() => void} cancelled
 * @returns {HTMLElement}
 */
export function undoQuestion(row, chosen, cancelled) {
  const answers = Object.entries(UNDO_WORDS).map(([reason, word]) =>
    el("button", { type: "button", class: "crew-link", text: word, on: { click: () => chosen(/** @type {UndoReason} */ (reason)) } }),
  );
  const cancel = el("button", { type: "button", class: "crew-link is-quiet", text: "Batal", on: { click: cancelled } });
  return el("div", { class: "undo-question", role: "group", "aria-label": `Urungkan ${rowTitle(row)}, karena` }, ...answers, cancel);
}
