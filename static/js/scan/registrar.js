/**
 * Brings before the server who gets a spare card and who is not on the list. What got no answer is kept on the phone
 * as scans are, under the uid with which it was sent: typed once, recorded once, sent again by itself.
 */

import { correctedNow } from "./device_clock.js";
import { SameAgain, bindOperation, walkInOperation } from "./operations.js";
import { newRow } from "./scan_rows.js";

/**
 * @typedef {import("./duty.js").Duty} Duty
 * @typedef {import("./scan_rows.js").Row} Row
 * @typedef {import("./operations.js").Newcomer} Newcomer
 * @typedef {import("./operations.js").Operation} Operation
 * @typedef {import("./verdict_words.js").Person} Person
 * @typedef {{ scan: string, number: number | null }} SpareCard uid of its scan, and what is printed on it
 *
 * @typedef {object} Outcome
 * @property {Row | null} row the row that was recorded, is kept, or was refused after the form was left; null: the form
 *   stays
 * @property {string} refusal the sentence to show in the form
 * @property {Person | null} sameAs somebody of that name who is listed
 */

export class Registrar {
  /**
   * @param {Duty} duty
   * @param {() => boolean} isOpen whether the form still stands there, to say in it why nothing was written down
   * @param {Row | null} [before] what was refused under other words; it goes once these are taken
   */
  constructor(duty, isOpen, before = null) {
    this.duty = duty;
    this.isOpen = isOpen;
    this.before = before;
    this.again = new SameAgain();
  }

  /**
   * @param {SpareCard} card
   * @param {Person} person from the list
   * @returns {Promise<Outcome>}
   */
  async bind(card, person) {
    const { registration = "" } = person;
    const make = () => bindOperation(this.duty.shift, card.scan, registration);
    return this.bring(this.again.operationFor([card.scan, registration], make), person);
  }

  /**
   * @param {Newcomer} newcomer
   * @returns {Promise<Outcome>}
   */
  async walkIn(newcomer) {
    return this.bring(this.again.operationFor(newcomer, () => walkInOperation(this.duty.shift, newcomer)), null);
  }

  /**
   * @param {Operation} operation
   * @param {Person | null} person as known before there is an answer
   * @returns {Promise<Outcome>}
   */
  async bring(operation, person) {
    const { duty } = this;
    const row = newRow(operation, correctedNow(), person);
    await duty.ask(row);
    if (row.refusal && this.isOpen()) return { row: null, refusal: row.refusal, sameAs: row.sameAs };
    if (row.trouble === "refused" && !row.refusal) return { row: null, refusal: "Belum tercatat. Muat ulang halaman, lalu coba lagi.", sameAs: null };
    if (this.before) duty.drop(this.before);
    if (operation.scan) duty.late.seen(operation.scan);
    duty.add(row);
    duty.changed();
    return { row, refusal: "", sameAs: null };
  }
}
