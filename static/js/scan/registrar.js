/**
 * Brings before the server who gets a spare card and who is not on the list. A newcomer's words that got no answer
 * are kept on the phone, with the uid under which they were sent: typed once, recorded once.
 */

import { correctedNow } from "./device_clock.js";
import { missingWords } from "./no_answer_words.js";
import { SameAgain, bindOperation, walkInOperation } from "./operations.js";
import { fullName } from "./person_words.js";
import { newRow } from "./scan_rows.js";
import { decide } from "./verdict_source.js";

/**
 * @typedef {import("./duty.js").Duty} Duty
 * @typedef {import("./scan_rows.js").Row} Row
 * @typedef {import("./operations.js").Newcomer} Newcomer
 * @typedef {import("./operations.js").Operation} Operation
 * @typedef {import("./verdict_words.js").Person} Person
 * @typedef {{ scan: string, number: number | null }} SpareCard uid of its scan, and what is printed on it
 * @typedef {{ newcomer: Newcomer, card: SpareCard | null, sent: SameAgain["sent"] }} Draft
 * @typedef {{ row: Row | null, refusal: string, sameAs: Person | null }} Outcome a new row, or why there is none
 */

/** @type {Record<string, string>} */
const REFUSALS = {
  no_such_scan: "Kartu cadangan ini belum tercatat. Pindai kartunya sekali lagi.",
  not_bindable: "Pendaftaran orang ini tidak berlaku lagi. Antar ke meja bantuan.",
  region_missing: "Pilih asalnya dulu.",
  unknown_category: "Pilihan ini tidak dikenal lagi. Muat ulang halaman.",
};

export class Registrar {
  /** @param {Duty} duty */
  constructor(duty) {
    this.duty = duty;
    this.again = new SameAgain();
  }

  /** @returns {Draft | null} a newcomer who got no answer; a rehearsal keeps nobody */
  get draft() {
    return this.duty.shift.rehearsal ? null : this.duty.store.draft;
  }

  /**
   * @param {SpareCard} card
   * @param {Person} person from the list
   * @returns {Promise<Outcome>}
   */
  async bind(card, { registration = "" }) {
    const make = () => bindOperation(this.duty.shift, card.scan, registration);
    return this.bring(this.again.operationFor([card.scan, registration], make));
  }

  /**
   * @param {Newcomer} newcomer
   * @param {SpareCard | null} card that goes with the newcomer
   * @returns {Promise<Outcome>}
   */
  async walkIn(newcomer, card) {
    const { draft, duty } = this;
    this.again.sent ??= draft?.sent ?? null;
    const operation = this.again.operationFor(newcomer, () => walkInOperation(duty.shift, newcomer));
    if (!duty.shift.rehearsal) duty.store.draft = { newcomer, card, sent: this.again.sent };
    return this.bring(operation, () => (duty.store.draft = null));
  }

  /**
   * @param {Operation} operation
   * @param {() => void} [answered] called when the server has spoken, whatever it said
   * @returns {Promise<Outcome>}
   */
  async bring(operation, answered) {
    const { duty } = this;
    try {
      const { results, count } = await decide([operation]);
      const [result] = results;
      answered?.();
      duty.reached(count);
      if (!result) return refused("Belum tercatat. Tutup layar ini, lalu ulangi.");
      if (result.verdict === "refused") {
        return result.reason === "same_name" ? { row: null, refusal: "", sameAs: result.person } : refused(refusalOf(result));
      }
      const row = { ...newRow(operation, correctedNow()), operation: null };
      duty.rows.unshift(row);
      duty.answered(row, result);
      return { row, refusal: "", sameAs: null };
    } catch (error) {
      const refusal = missingWords(error, "Belum tercatat.");
      duty.lost(/** @type {import("./server.js").NoAnswer} */ (error));
      return refused(refusal);
    } finally {
      duty.changed();
    }
  }
}

/**
 * @param {string} refusal
 * @returns {Outcome}
 */
const refused = (refusal) => ({ row: null, refusal, sameAs: null });

/** @param {import("./verdict_words.js").ScanResult} result */
function refusalOf({ reason, person, spare_number: number }) {
  if (reason === "spare_taken") {
    const card = number ? `Kartu ${number}` : "Kartu ini";
    return `${card} sudah menjadi milik ${person ? fullName(person) : "orang lain"}. Ambil kartu cadangan lain.`;
  }
  return REFUSALS[reason] ?? "Belum tercatat. Antar ke meja bantuan.";
}
