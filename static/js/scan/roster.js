/**
 * The list of who may come, and who of them is at this checkpoint. Kept in memory as long as the page is open;
 * the browser's own cache answers for the list while it has not changed (ETag). Answers overtake each other on a slow
 * network: an older one never takes the place of a newer one.
 */

import { entryOf } from "./name_search.js";
import { ask } from "./server.js";

/**
 * @typedef {import("./name_search.js").Entry} Entry
 * @typedef {import("./name_search.js").Listed} Listed
 */

export class Roster {
  /** @param {string} url */
  constructor(url) {
    this.url = url;
    /** @type {Entry[]} */
    this.entries = [];
    this.isLoaded = false;
    this.turns = new Turns();
  }

  /**
   * Fetch the list; the one that is here stays when that fails.
   *
   * @throws {import("./server.js").NoAnswer}
   */
  async load() {
    const turn = this.turns.next();
    const { people } = await ask(this.url, { cache: "no-cache" });
    if (!this.turns.takes(turn)) return;
    this.entries = (people ?? []).map(entryOf);
    this.isLoaded = Boolean(people);
  }

  /**
   * @param {string | undefined} registration
   * @returns {Listed | null}
   */
  personOf(registration) {
    return this.entries.find(({ person }) => person.registration === registration)?.person ?? null;
  }
}

/** Numbers questions that may be asked again before they are answered. */
export class Turns {
  constructor() {
    this.asked = 0;
    this.taken = 0;
  }

  /** @returns {number} of the question that is asked now */
  next() {
    this.asked += 1;
    return this.asked;
  }

  /**
   * @param {number} turn
   * @returns {boolean} false for the answer to a question that was asked before the one answered last
   */
  takes(turn) {
    if (turn < this.taken) return false;
    this.taken = turn;
    return true;
  }
}

/** Who is there at one checkpoint. A rehearsal knows its own scans only. */
export class Arrivals {
  /** @param {string | null} url null in a rehearsal: nothing is asked */
  constructor(url) {
    this.url = url;
    this.rev = 0;
    /** @type {Map<string, string>} registration → "07.52", or "" where no hour is known */
    this.firstAt = new Map();
    /** @type {Map<string, number>} registration → the event's revision at which this phone's own scan was answered */
    this.learnedAt = new Map();
  }

  /**
   * Learn what is new at the server, unless a newer answer was faster. What a scan made here has told since the
   * answer was written stays, and comes with the next answer.
   *
   * @throws {import("./server.js").NoAnswer}
   */
  async load() {
    if (!this.url) return;
    const since = this.rev;
    const { rev, arrivals } = await ask(`${this.url}&since=${since}`);
    if (rev < this.rev) return;
    this.rev = rev;
    const isNews = (/** @type {string} */ registration) => (this.learnedAt.get(registration) ?? 0) <= rev;
    if (!since) for (const registration of [...this.firstAt.keys()].filter(isNews)) this.firstAt.delete(registration);
    for (const { registration, present, first_at: at } of arrivals ?? []) {
      if (!isNews(registration)) continue;
      if (present) this.firstAt.set(registration, at ?? "");
      else this.firstAt.delete(registration);
    }
  }

  /** The server was away: what answers next may be a restored backup, whose revisions begin lower. */
  startOver() {
    this.rev = 0;
    this.learnedAt.clear();
  }

  /**
   * @param {import("./verdict_words.js").ScanResult} result of a scan made here
   * @param {number} rev the event's revision at the answer
   */
  learn({ verdict, person, first_at: at }, rev) {
    if ((verdict !== "ok" && verdict !== "already") || !person?.registration) return;
    this.firstAt.set(person.registration, at ?? "");
    this.learnedAt.set(person.registration, rev);
  }

  /**
   * @param {string | undefined} registration of a scan that was taken back
   * @param {number} rev the event's revision at the answer
   */
  forget(registration, rev) {
    if (!registration) return;
    this.firstAt.delete(registration);
    this.learnedAt.set(registration, rev);
  }
}
