/**
 * Which code in view is new. The same code is ignored while it stays in view and for some seconds after: a
 * card that a guest holds on is one scan, and a poster in the hall is one "unknown".
 */

export const IGNORE_MS = 4000;

export class SeenCodes {
  constructor() {
    /** @type {Map<string, number>} code → when it was last in view, milliseconds */
    this.lastSeen = new Map();
  }

  /**
   * Take note of the codes in one frame and return those that were not handled lately, in the frame's order.
   * A code that is returned is not yet handled: `handled()` says so once a verdict was asked for.
   *
   * @param {string[]} codes
   * @param {number} now milliseconds
   * @returns {string[]}
   */
  fresh(codes, now) {
    for (const [code, seen] of this.lastSeen) if (now - seen >= IGNORE_MS) this.lastSeen.delete(code);
    return codes.filter((code) => {
      if (!this.lastSeen.has(code)) return true;
      this.lastSeen.set(code, now);
      return false;
    });
  }

  /**
   * @param {string} code
   * @param {number} now milliseconds
   */
  handled(code, now) {
    this.lastSeen.set(code, now);
  }

  /**
   * Milliseconds since the code was in view; Infinity when it was never handled or is forgotten.
   *
   * @param {string} code
   * @param {number} now milliseconds
   * @returns {number}
   */
  goneFor(code, now) {
    const seen = this.lastSeen.get(code);
    return seen === undefined ? Infinity : now - seen;
  }
}
