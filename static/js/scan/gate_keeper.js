/**
 * What the crew brings before an organizer: a card in another's hand, a guest whom the rules refused. Each speaks of a
 * scan that was answered; neither is kept on the phone, since somebody stands there and waits for the answer.
 */

import { correctedNow } from "./device_clock.js";
import { missingWords } from "./no_answer_words.js";
import { SameAgain, holdOperation, permitOperation } from "./operations.js";
import { newRow } from "./scan_rows.js";
import { decide } from "./verdict_source.js";

/**
 * @typedef {import("./duty.js").Duty} Duty
 * @typedef {import("./scan_rows.js").Row} Row
 * @typedef {import("./operations.js").Holding} Holding
 * @typedef {import("./operations.js").Permission} Permission
 */

export class GateKeeper {
  /**
   * @param {Duty} duty
   * @param {Row} row the scan that was answered
   */
  constructor(duty, row) {
    this.duty = duty;
    this.row = row;
    this.again = new SameAgain();
  }

  /**
   * @param {Holding} holding
   * @returns {Promise<string | null>} the sentence to show when it could not be written down
   */
  async hold(holding) {
    const operation = this.again.operationFor(holding, () => holdOperation(this.duty.shift, this.row.uid, holding));
    try {
      const { results } = await decide([operation]);
      return results[0]?.verdict === "held" ? null : "Belum tersimpan. Pindai kartunya sekali lagi.";
    } catch (error) {
      return missingWords(error, "Belum tersimpan.");
    }
  }

  /**
   * @param {Permission} permission
   * @returns {Promise<{ row: Row | null, refusal: string, isPinWrong: boolean }>} the new row, or the sentence to show
   */
  async permit(permission) {
    const { reason, note, pin } = permission;
    const operation = this.again.operationFor([reason, note], () => permitOperation(this.duty.shift, this.row.uid, permission));
    try {
      const answer = await decide([{ ...operation, pin }]);
      const [result] = answer.results;
      if (!result || result.verdict === "refused") return { row: null, refusal: refusalOf(result), isPinWrong: result?.reason === "pin_wrong" };
      this.duty.reached(answer);
      const row = { ...newRow({ ...operation, pin: "" }, correctedNow()), operation: null };
      this.duty.add(row);
      this.duty.answered(row, result, answer.feed_rev);
      this.duty.late.seen(this.row.uid);
      return { row, refusal: "", isPinWrong: false };
    } catch (error) {
      return { row: null, refusal: missingWords(error, "Belum tercatat."), isPinWrong: false };
    }
  }
}

/** @type {Record<string, string>} */
const REFUSALS = {
  pin_missing: "Belum ada panitia yang membuat PIN. Panggil koordinator ke meja bantuan.",
  not_permittable: "Aturannya sudah berubah. Pindai kartunya sekali lagi.",
};

/**
 * @param {any} result
 * @returns {string}
 */
function refusalOf(result) {
  if (result?.reason === "pin_wrong") return `PIN belum cocok. Masih bisa ${result.tries_left} kali.`;
  if (result?.reason === "pin_locked") return `Ditutup ${Math.max(1, Math.ceil(result.retry_after / 60))} menit. Panggil koordinator ke meja bantuan.`;
  return REFUSALS[result?.reason] ?? "Belum tercatat. Pindai kartunya sekali lagi.";
}
