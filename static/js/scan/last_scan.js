/**
 * The line below the count: the last scan, which can be taken back at once for some seconds. People who came together
 * are taken back together here, each alone in "Terakhir".
 */

import { clockTime, correctedNow } from "./device_clock.js";
import { el } from "./dom.js";
import { smallMark } from "./marks.js";
import { groupTitle, rowWords, undoableTogether } from "./scan_rows.js";
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
    /** @type {string | null} what is asked about: the uid of its first row */
    this.asking = null;
    this.message = "";
    /** @type {string} */
    this.drawn = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  draw() {
    const now = correctedNow();
    const row = this.shown(now);
    if (!row) {
      this.place.replaceChildren(el("p", { class: "last-none", text: "Belum ada pindaian" }));
      return;
    }
    if (this.asking !== keyOf(row)) {
      this.asking = null;
      this.message = "";
    }
    const left = row.at + UNDO_AT_ONCE_MS - now;
    const undoable = left > 0 || this.asking === keyOf(row) ? undoableTogether(row, now) : [];
    const state = [row.uid, undoable.map(({ uid }) => uid), this.asking, this.message, row.undone?.at, row.result?.verdict, row.trouble].join();
    if (state === this.drawn) return; // an open question keeps its focus while the count moves
    this.drawn = state;
    clearTimeout(this.timer);
    if (undoable.length && left > 0) this.timer = setTimeout(() => this.draw(), left + 20);
    this.place.replaceChildren(...(this.asking ? [this.question(row, undoable)] : this.line(row, undoable)));
  }

  /**
   * The newest row; of people who came together the one who can still be taken back.
   *
   * @param {number} now
   */
  shown(now) {
    const row = this.duty.rows.find(({ result, trouble }) => result || trouble);
    return row && (undoableTogether(row, now)[0] ?? row);
  }

  /**
   * @param {Row} row
   * @param {Row[]} undoable
   */
  line(row, undoable) {
    const { mark, family, word } = rowWords(row, "");
    const isPlain = family === "ok" && !row.undone;
    const alike = row.together.filter((one) => one !== row && one.result?.verdict === row.result?.verdict && !one.undone === !row.undone);
    const title = groupTitle(undoable.length ? undoable : [row, ...alike]);
    const name = el("p", { class: "last-name" }, title, !isPlain && el("span", { text: `, ${word.toLowerCase()}` }));
    const time = clockTime(row.undone?.at ?? row.at, this.zone);
    const end = undoable.length ? undoButton(undoable, () => this.ask(keyOf(row))) : el("p", { class: "last-time", text: time });
    return [smallMark(mark, family), name, end];
  }

  /**
   * @param {Row} row
   * @param {Row[]} undoable
   */
  question(row, undoable) {
    const rows = undoable.length ? undoable : [row];
    const asked = undoQuestion(rows, (reason) => this.undo(row, rows, reason), () => this.ask(null));
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
   * @param {Row} row the one that the question stands at
   * @param {Row[]} rows
   * @param {import("./operations.js").UndoReason} reason
   */
  async undo(row, rows, reason) {
    const refusal = await this.duty.undo(rows, reason);
    if (this.asking !== keyOf(row)) return; // another scan stands here meanwhile
    if (refusal) this.message = refusal;
    else this.asking = null;
    this.draw();
  }
}

/**
 * One question for people who came together, whoever of them stands in the line.
 *
 * @param {Row} row
 */
const keyOf = (row) => row.together[0]?.uid ?? row.uid;
