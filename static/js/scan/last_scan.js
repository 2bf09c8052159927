/**
 * The line below the count: the last scan, which can be taken back at once for some seconds.
 */

import { clockTime, correctedNow } from "./device_clock.js";
import { el } from "./dom.js";
import { smallMark } from "./marks.js";
import { isUndoable, rowTitle, rowWords } from "./scan_rows.js";
import { undoButton, undoQuestion } from "./undo_question.js";

/**
 * @typedef {import("./duty.js").Duty} Duty
 * @typedef {import("./scan_rows.js").Row} Row
 */

const UNDO_AT_ONCE_MS = 10000;

export class LastScan {
  /**
   * @param {HTMLElement} place
   * @param {Duty} duty
   * @param {string} zone the event's
   */
  constructor(place, duty, zone) {
    this.place = place;
    this.duty = duty;
    this.zone = zone;
    /** @type {string | null} uid of the row that is asked about */
    this.asking = null;
    this.message = "";
    /** @type {string} */
    this.drawn = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  draw() {
    const row = this.duty.rows.find(({ result, trouble }) => result || trouble);
    if (!row) {
      this.place.replaceChildren(el("p", { class: "last-none", text: "Belum ada pindaian" }));
      return;
    }
    if (this.asking !== row.uid) {
      this.asking = null;
      this.message = "";
    }
    const left = row.at + UNDO_AT_ONCE_MS - correctedNow();
    const canUndo = isUndoable(row, correctedNow()) && (left > 0 || this.asking === row.uid);
    const state = [row.uid, canUndo, this.asking, this.message, row.undone?.at, row.result?.verdict].join();
    if (state === this.drawn) return; // an open question keeps its focus while the count moves
    this.drawn = state;
    clearTimeout(this.timer);
    if (canUndo && left > 0) this.timer = setTimeout(() => this.draw(), left + 20);
    this.place.replaceChildren(...(this.asking ? [this.question(row)] : this.line(row, canUndo)));
  }

  /**
   * @param {Row} row
   * @param {boolean} canUndo
   */
  line(row, canUndo) {
    const { mark, family, word } = rowWords(row, "");
    const isPlain = family === "ok" && !row.undone;
    const name = el("p", { class: "last-name" }, rowTitle(row), !isPlain && el("span", { text: `, ${word.toLowerCase()}` }));
    const time = clockTime(row.undone?.at ?? row.at, this.zone);
    const end = canUndo ? undoButton(row, () => this.ask(row.uid)) : el("p", { class: "last-time", text: time });
    return [smallMark(mark, family), name, end];
  }

  /** @param {Row} row */
  question(row) {
    const asked = undoQuestion(row, (reason) => this.undo(row, reason), () => this.ask(null));
    if (this.message) asked.prepend(el("p", { class: "undo-message", role: "alert", text: this.message }));
    return asked;
  }

  /** @param {string | null} uid */
  ask(uid) {
    this.asking = uid;
    this.message = "";
    this.draw();
    /** @type {HTMLElement | null} */ (this.place.querySelector("button"))?.focus({ preventScroll: true });
  }

  /**
   * @param {Row} row
   * @param {import("./operations.js").UndoReason} reason
   */
  async undo(row, reason) {
    const refusal = await this.duty.undo(row, reason);
    if (refusal) this.message = refusal;
    else this.asking = null;
    this.draw();
  }
}
