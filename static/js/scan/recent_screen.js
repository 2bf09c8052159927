/**
 * "Terakhir": this shift's scans, newest first; what recorded something lately can be taken back here.
 */

import { clockTime, correctedNow } from "./device_clock.js";
import { el, fromTemplate, isInFront, part } from "./dom.js";
import { smallMark } from "./marks.js";
import { isUndoable, rowTitle, rowWords } from "./scan_rows.js";
import { undoButton, undoQuestion } from "./undo_question.js";

/**
 * @typedef {import("./duty.js").Duty} Duty
 * @typedef {import("./scan_rows.js").Row} Row
 * @typedef {import("./screens.js").Screen} Screen
 *
 * @typedef {object} RecentDoings
 * @property {() => void} close
 * @property {() => void} redraw
 * @property {(words: string) => void} say
 * @property {(row: Row) => void} reopen opens the form of something that the server would not write down
 * @property {(row: Row) => void} look opens a verdict that came while nobody waited for it
 */

const PAGE = 50;

/** @implements {Screen} */
export class RecentScreen {
  /**
   * @param {Duty} duty
   * @param {string} zone
   * @param {RecentDoings} doings
   */
  constructor(duty, zone, doings) {
    this.duty = duty;
    this.zone = zone;
    this.doings = doings;
    this.chrome = "night-form";
    this.element = fromTemplate("pindai-terakhir");
    this.shown = PAGE;
    /** @type {string | null} */
    this.asking = null;
    this.message = "";
    this.drawn = "";
    part(this.element, "more").addEventListener("click", () => {
      this.shown += PAGE;
      this.draw();
    });
  }

  head() {
    const { count, rehearsal, unanswered, toLookAt } = this.duty;
    const said = rehearsal ? [`${rehearsal.count} pindaian latihan`] : [count ? `${count.present} hadir` : "Jumlah hadir belum terbaca"];
    if (unanswered.length) said.push(`${unanswered.length} belum tercatat`);
    if (toLookAt.length) said.push(`${toLookAt.length} perlu dilihat`);
    return { title: "Terakhir", note: said.join(", "), action: { label: "Tutup", act: this.doings.close } };
  }

  enter() {
    this.draw();
  }

  leave() {}

  focus() {
    /** @type {HTMLElement | null} */ (document.querySelector(".crew-head-action"))?.focus({ preventScroll: true });
  }

  draw() {
    const rows = this.duty.rows.slice(0, this.shown);
    const now = correctedNow();
    const seen = rows.map((row) => [row.uid, row.trouble, row.refusal, row.person?.name, row.undone, row.result?.verdict, isUndoable(row, now), this.duty.late.has(row)]);
    const state = JSON.stringify([seen, this.asking, this.message]);
    if (state === this.drawn) return; // focus stays where it is while only the count moves
    this.drawn = state;
    part(this.element, "none").hidden = rows.length > 0;
    part(this.element, "more").hidden = this.duty.rows.length <= this.shown;
    part(this.element, "rows").replaceChildren(...rows.map((row) => this.item(row, now)));
  }

  /**
   * @param {Row} row
   * @param {number} now
   */
  item(row, now) {
    const { mark, family, word, detail } = rowWords(row, "");
    const scanned = clockTime(row.at, this.zone);
    const at = row.undone ? clockTime(row.undone.at, this.zone) : scanned;
    const isLate = this.duty.late.has(row);
    const more = row.undone ? `${detail}, dicatat ${scanned}` : [detail, isLate && "perlu dilihat"].filter(Boolean).join(", ");
    const words = el(
      "div",
      { class: "row-words" },
      el("p", { class: row.undone ? "row-name is-undone" : "row-name", text: rowTitle(row) }),
      el("p", { text: `${at} ${word}` }),
      more && el("p", { class: "row-detail", text: more }),
    );
    const item = el("li", { class: "recent-row", "data-uid": row.uid }, smallMark(mark, family), words);
    if (this.asking === row.uid) item.append(this.question(row));
    else if (isUndoable(row, now)) item.append(undoButton([row], () => this.ask(row.uid)));
    else if (row.refusal) item.append(this.refusedButtons(row));
    else if (isLate) item.append(linkButton("Buka lagi", row, () => this.doings.look(row)));
    else if (!row.result && row.trouble !== "refused") item.append(this.againButton(row));
    return item;
  }

  /** @param {Row} row */
  againButton(row) {
    const click = async () => {
      await this.duty.ask(row);
      this.duty.late.came(row); // a line of words here is no verdict that somebody acts upon
      this.redraw();
      const { word } = rowWords(row, "");
      this.doings.say(`${rowTitle(row)}: ${word}`);
    };
    return el("button", { type: "button", class: "crew-link undo", text: "Coba lagi", "aria-label": `Coba lagi ${rowTitle(row)}`, on: { click } });
  }

  /**
   * What the server would not write down: somebody looks at it once more, or lets it go.
   *
   * @param {Row} row
   */
  refusedButtons(row) {
    const drop = () => {
      this.duty.drop(row);
      this.redraw();
      this.doings.say(`Dibuang: ${rowTitle(row)}`);
      this.focus();
    };
    const reopen = () => this.doings.reopen(row);
    return el("div", { class: "undo-question" }, linkButton("Buka lagi", row, reopen), linkButton("Buang", row, drop));
  }

  /** @param {Row} row */
  question(row) {
    const asked = undoQuestion([row], (reason) => this.undo(row, reason), () => this.ask(null, row.uid));
    if (this.message) asked.prepend(el("p", { class: "undo-message", role: "alert", text: this.message }));
    return asked;
  }

  /**
   * @param {string | null} uid
   * @param {string | null} [focusOn]
   */
  ask(uid, focusOn = uid) {
    this.asking = uid;
    this.message = "";
    this.draw();
    /** @type {HTMLElement | null} */ (this.element.querySelector(`[data-uid="${focusOn}"] button`))?.focus({ preventScroll: true });
  }

  /**
   * @param {Row} row
   * @param {import("./operations.js").UndoReason} reason
   */
  async undo(row, reason) {
    const refusal = await this.duty.undo([row], reason);
    if (!refusal) this.doings.say(`Diurungkan: ${rowTitle(row)}`);
    if (this.asking !== row.uid) return; // another row is asked about meanwhile
    this.message = refusal ?? "";
    if (!refusal) {
      this.asking = null;
      if (isInFront(this.element)) this.focus();
    }
    this.redraw();
  }

  redraw() {
    this.draw();
    if (isInFront(this.element)) this.doings.redraw();
  }
}

/**
 * @param {string} text
 * @param {Row} row whose title a screen reader hears with it
 * @param {() => void} click
 */
function linkButton(text, row, click) {
  return el("button", { type: "button", class: "crew-link", text, "aria-label": `${text} ${rowTitle(row)}`, on: { click } });
}
