/**
 * The left button of a verdict: the tool that helps this guest.
 */

import { isBound } from "./outcome_words.js";

/**
 * @typedef {"search" | "hold" | "permit" | "bind" | "reopen" | "change"} Tool
 * @typedef {{ label: string, tool: Tool }} LeftButton
 */

/** @type {Record<string, LeftButton>} by verdict */
const BUTTONS = {
  already: { label: "Orang lain", tool: "hold" },
  wrong_event: { label: "Cari nama", tool: "search" },
  old_card: { label: "Cari nama", tool: "search" },
  unknown: { label: "Cari nama", tool: "search" },
  wrong_day: { label: "Ganti titik", tool: "change" },
  spare_card: { label: "Pilih orang", tool: "bind" },
};
/** @type {LeftButton} the form of something that the server would not write down */
const REOPEN = { label: "Buka lagi", tool: "reopen" };
/** @type {LeftButton} */
const PERMIT = { label: "Minta izin", tool: "permit" };
/** Tools that speak of a person, and are of no use without one. */
const ABOUT_SOMEBODY = new Set(["hold", "permit"]);

/**
 * @param {import("./scan_rows.js").Row} row
 * @returns {LeftButton | null}
 */
export function leftButtonOf({ result, refusal }) {
  if (refusal) return REOPEN;
  const found = result?.permittable ? PERMIT : BUTTONS[result?.verdict ?? ""];
  if (!found || (ABOUT_SOMEBODY.has(found.tool) && !result?.person)) return null;
  return found.tool === "hold" && isBound(result) ? null : found; // the crew has just chosen this very person
}
