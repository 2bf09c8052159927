/**
 * Taking scans back: one, or those of people who came together, in one delivery.
 */

import { correctedNow } from "./device_clock.js";
import { undoOperation } from "./operations.js";
import { rowTitle } from "./scan_rows.js";
import { asNoAnswer } from "./server.js";
import { decide } from "./verdict_source.js";

/**
 * @typedef {import("./duty.js").Duty} Duty
 * @typedef {import("./scan_rows.js").Row} Row
 * @typedef {import("./operations.js").UndoReason} UndoReason
 */

/** @type {Record<string, string>} */
const REFUSALS = {
  too_late: "Sudah lewat 15 menit. Minta panitia mengurungkannya.",
  not_yours: "Pindaian ini hanya dapat diurungkan panitia.",
  already_undone: "Pindaian ini sudah diurungkan.",
  not_undoable: "Pindaian ini tidak mencatat kehadiran.",
  day_closed: "Hari ini sudah ditutup panitia.",
  walk_in_used: "Orang ini sudah dipindai lagi atau datanya diubah. Minta panitia membatalkan pendaftarannya.",
  event_closed: "Kegiatan sudah ditutup. Hanya panitia yang dapat mengurungkannya.",
  event_archived: "Kegiatan sudah diarsipkan, jadi tidak ada yang diubah lagi.",
};

const AGAIN = "Belum diurungkan. Muat ulang halaman, lalu coba lagi.";

/**
 * @param {Row[]} rows
 * @param {string[]} refusals of each row, empty where it was taken back
 * @returns {string | null} the sentence; with the name where others were taken back
 */
function refusedWords(rows, refusals) {
  const refused = rows.filter((_, index) => refusals[index]);
  if (!refused.length) return null;
  const [first] = refusals.filter(Boolean);
  if (refused.length === rows.length) return first;
  return `${rows.length - refused.length} orang diurungkan. ${refused.map(rowTitle).join(", ")}: ${first}`;
}

export class Undos {
  /** @param {Duty} duty */
  constructor(duty) {
    this.duty = duty;
    /** @type {Map<string, Promise<string | null>>} without an answer yet, by what they take back */
    this.asked = new Map();
  }

  /**
   * Who taps twice asks once; the same undo is sent again when the first try got no answer.
   *
   * @param {Row[]} rows
   * @param {UndoReason} reason
   * @returns {Promise<string | null>} the sentence to show when it could not be done for all of them
   */
  of(rows, reason) {
    const key = rows.map(({ uid }) => uid).join();
    const asked = this.asked.get(key) ?? this.takeBack(rows, reason).finally(() => this.asked.delete(key));
    this.asked.set(key, asked);
    return asked;
  }

  /**
   * @param {Row[]} rows
   * @param {UndoReason} reason
   * @returns {Promise<string | null>}
   */
  async takeBack(rows, reason) {
    const { duty } = this;
    for (const row of rows) if (row.undoing?.reason !== reason) row.undoing = undoOperation(duty.shift, row.uid, reason);
    try {
      const answer = await decide(rows.map(({ undoing }) => /** @type {any} */ (undoing)));
      duty.reached(answer);
      const refusals = rows.map((row, index) => this.answered(row, reason, answer.results[index], answer.feed_rev));
      return refusedWords(rows, refusals);
    } catch (error) {
      const missing = asNoAnswer(error);
      duty.lost(missing);
      return missing.kind === "signed_out" ? "Belum diurungkan. Masuk lagi dahulu." : "Belum diurungkan. Server belum menjawab, coba lagi.";
    } finally {
      duty.changed();
    }
  }

  /**
   * @param {Row} row
   * @param {UndoReason} reason
   * @param {import("./scan_rows.js").ScanResult | null} result
   * @param {number} rev the event's revision at the answer
   * @returns {string} why it was not taken back, or ""
   */
  answered(row, reason, result, rev) {
    row.undoing = null;
    if (!result) return AGAIN;
    if (result.verdict === "refused") return REFUSALS[result.reason] ?? REFUSALS.not_yours;
    row.undone = { at: correctedNow(), reason };
    this.duty.arrivals.forget(row.result?.person?.registration, rev);
    return "";
  }
}
