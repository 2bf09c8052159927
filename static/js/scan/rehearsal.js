/**
 * Rehearsal ("Mode latihan"): what was tried, and when it ends by itself.
 */

/** @typedef {import("./verdict_words.js").Family} Family */

export const IDLE_MS = 30 * 60 * 1000;

export class Rehearsal {
  /** @param {number} now milliseconds */
  constructor(now) {
    this.startedAt = now;
    this.lastScanAt = now;
    this.count = 0;
    /** @type {Set<Family>} */
    this.tried = new Set();
  }

  /**
   * @param {Family} family
   * @param {number} now milliseconds
   */
  scanned(family, now) {
    this.count += 1;
    this.lastScanAt = now;
    this.tried.add(family);
  }

  /**
   * Why the rehearsal is over, as the sentence for the crew; null while it goes on. It ends at the first minute
   * of a checkpoint of today, so that no guest is scanned into a rehearsal, and after half an hour without a scan.
   *
   * @param {number} now milliseconds
   * @param {{ opensAt: number, opens_at: string }[]} openings of today: moment and "06.30"
   * @returns {string | null}
   */
  endsWith(now, openings) {
    const opened = openings.find(({ opensAt }) => opensAt > this.startedAt && opensAt <= now);
    if (opened) return `Presensi dibuka ${opened.opens_at}. Latihan selesai.`;
    if (now - this.lastScanAt >= IDLE_MS) return "Latihan selesai: 30 menit tanpa pindaian.";
    return null;
  }
}
