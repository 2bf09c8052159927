/**
 * Answers that came while nobody waited for them: a scan without network that went by itself later. A guest whom it
 * did not let in is not passed over: the scan is "perlu dilihat" until somebody has seen its verdict. The phone keeps
 * that, so that it outlasts a reload.
 */

import { needsSomebody } from "./scan_rows.js";

/**
 * @typedef {import("./duty.js").Duty} Duty
 * @typedef {import("./scan_rows.js").Row} Row
 */

export class LateAnswers {
  /** @param {Duty} duty */
  constructor(duty) {
    this.duty = duty;
  }

  /** @param {Row} row that was just asked for, while no screen waited for its verdict */
  came(row) {
    if (needsSomebody(row)) this.duty.store.keepUnseen(row.uid);
  }

  /**
   * @param {Row} row
   * @returns {boolean}
   */
  has({ uid }) {
    return this.duty.store.unseen.includes(uid);
  }

  /**
   * Somebody has seen the verdict, or done what it asks for.
   *
   * @param {string} uid of its row
   */
  seen(uid) {
    this.duty.store.seen(uid);
    this.duty.changed();
  }
}
