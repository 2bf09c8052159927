/**
 * "Urungkan": one question in place, "Salah orang · Salah ketuk · Batal".
 */

import { el } from "./dom.js";
import { UNDO_WORDS, groupTitle, rowTitle } from "./scan_rows.js";

/**
 * @typedef {import("./scan_rows.js").Row} Row
 * @typedef {import("./operations.js").UndoReason} UndoReason
 */

/**
 * @param {Row[]} rows one, or those who came together
 * @param {() => void} ask
 * @returns {HTMLElement} the link-like button
 */
export function undoButton(rows, ask) {
  return el("button", { type: "button", class: "crew-link undo", text: "Urungkan", "aria-label": `Urungkan ${groupTitle(rows)}`, on: { click: ask } });
}

/**
 * Several are named before they are taken back together; one alone stands beside the question already.
 *
 * @param {Row[]} rows
 * @param {(reason: UndoReason) => void} chosen
 * @param {() => void} cancelled
 * @returns {HTMLElement}
 */
export function undoQuestion(rows, chosen, cancelled) {
  const answers = Object.entries(UNDO_WORDS).map(([reason, word]) =>
    el("button", { type: "button", class: "crew-link", text: word, on: { click: () => chosen(/** @type {UndoReason} */ (reason)) } }),
  );
  const cancel = el("button", { type: "button", class: "crew-link is-quiet", text: "Batal", on: { click: cancelled } });
  const names = rows.length > 1 && el("p", { class: "undo-names" }, el("b", { text: `Urungkan ${rows.length} orang?` }), ` ${rows.map(rowTitle).join(", ")}`);
  return el("div", { class: "undo-question", role: "group", "aria-label": `Urungkan ${groupTitle(rows)}, karena` }, names, ...answers, cancel);
}
