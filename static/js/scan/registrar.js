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
import { situation } from "./verdict_words.js";

/**
 * @typedef {import("./duty.js").Duty} Duty
 * @typedef {import("./scan_rows.js").Row} Row
 * @typedef {import("./operations.js").Newcomer} Newcomer
 * @typedef {import("./operations.js").Operation} Operation
 * @typedef {import("./verdict_words.js").Person} Person
 * @typedef {import("./verdict_words.js").ScanResult} ScanResult
 * @typedef {{ scan: string, number: number | null }} SpareCard uid of its scan, and what is printed on it
 * @typedef {{ newcomer: Newcomer, card: SpareCard | null, sent: SameAgain["sent"] }} Draft
 * @typedef {{ row: Row | null, refusal: string, sameAs: Person | null }} Outcome a new row, or why there is none
 */

/** A sentence in a form needs no place: the crew sees where it is. */
const NOWHERE = { name: "", isAhead: false };

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
    // An event that is over is only read: the card stays nobody's there.
    const gaveCard = (/** @type {ScanResult} */ { reason }) => reason !== "event_closed" && reason !== "event_archived";
    return this.bring(this.again.operationFor([card.scan, registration], make), { gaveCard });
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
    const answered = () => (duty.store.draft = null);
    return this.bring(operation, { answered, gaveCard: () => card !== null, name: newcomer.name });
  }

  /**
   * @param {Operation} operation
   * @param {object} about
   * @param {(result: ScanResult) => boolean} about.gaveCard whether a spare card has changed hands by it
   * @param {() => void} [about.answered] called when the server has spoken, whatever it said
   * @param {string} [about.name] of a newcomer, who is recorded when all is well, or not at all
   * @returns {Promise<Outcome>}
   */
  async bring(operation, { gaveCard, answered, name }) {
    const { duty } = this;
    try {
      const answer = await decide([operation]);
      const [result] = answer.results;
      answered?.();
      duty.reached(answer);
      if (!result) return refused("Belum tercatat. Tutup layar ini, lalu ulangi.");
      if (result.verdict === "refused") {
        return result.reason === "same_name" ? { row: null, refusal: "", sameAs: result.person } : refused(refusalOf(result));
      }
      if (name && result.verdict !== "ok") return refused(`${situation(result, NOWHERE)}. Belum dicatat.`);
      result.gave_card = gaveCard(result);
      if (name) result.person ??= { name, front_title: null, back_title: null, category: operation.category ?? "", region: null, parent_region: null };
      const row = { ...newRow(operation, correctedNow()), operation: null };
      duty.add(row);
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
