/**
 * What somebody typed or pasted as a short code, and how often in a minute.
 */

export const LENGTH = 8;
const MOST_A_MINUTE = 10;
const MINUTE_MS = 60000;
export const PAUSE_MS = 30000;

/**
 * Capitals without hyphen and spaces, I and L read as 1, O as 0.
 *
 * @param {string} text "k7qf-2m9d"
 * @returns {string} "K7QF2M9D", at most eight characters
 */
export function normalized(text) {
  const bare = text.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return bare.replace(/[IL]/g, "1").replace(/O/g, "0").slice(0, LENGTH);
}

/** Counts wrong codes, so that nobody tries codes until one fits. */
export class Tries {
  constructor() {
    /** @type {number[]} milliseconds */
    this.wrong = [];
    this.pausedUntil = 0;
  }

  /** @param {number} now milliseconds */
  failed(now) {
    this.wrong = [...this.wrong.filter((at) => now - at < MINUTE_MS), now];
    if (this.wrong.length < MOST_A_MINUTE) return;
    this.pausedUntil = now + PAUSE_MS;
    this.wrong = [];
  }

  /**
   * @param {number} now milliseconds
   * @returns {number} whole seconds still to wait, 0 when a code may be tried
   */
  secondsToWait(now) {
    return Math.max(0, Math.ceil((this.pausedUntil - now) / 1000));
  }
}
