/**
 * The list of who may come, and who of them is at this checkpoint. Kept in memory as long as the page is open;
 * the browser's own cache answers for the list while it has not changed (ETag).
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
  }

  /**
   * Fetch the list; the one that is here stays when that fails.
   *
   * @throws {import("./server.js").NoAnswer}
   */
  async load() {
    const { people } = await ask(this.url, { cache: "no-cache" });
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

/** Who is there at one checkpoint. A rehearsal knows its own scans only. */
export class Arrivals {
  /** @param {string | null} url null in a rehearsal: nothing is asked */
  constructor(url) {
    this.url = url;
    this.rev = 0;
    /** @type {Map<string, string>} registration → "07.52", or "" where no hour is known */
    this.firstAt = new Map();
  }

  /**
   * Learn what is new at the server.
   *
   * @throws {import("./server.js").NoAnswer}
   */
  async load() {
    if (!this.url) return;
    const { rev, arrivals } = await ask(`${this.url}&since=${this.rev}`);
    for (const { registration, present, first_at: at } of arrivals ?? []) {
      if (present) this.firstAt.set(registration, at ?? "");
      else this.firstAt.delete(registration);
    }
    this.rev = rev ?? this.rev;
  }

  /** @param {import("./verdict_words.js").ScanResult} result of a scan made here */
  learn({ verdict, person, first_at: at }) {
    if ((verdict === "ok" || verdict === "already") && person?.registration) this.firstAt.set(person.registration, at ?? "");
  }

  /** @param {string | undefined} registration of a scan that was taken back */
  forget(registration) {
    if (registration) this.firstAt.delete(registration);
  }
}
