/**
 * One turn of duty: who scans where, the count, the rows, and every question to the source of verdicts.
 * No screen is touched here; `changed()` tells whoever draws that something is different.
 */

import { correctedNow } from "./device_clock.js";
import { scanOperation, searchOperation, undoOperation } from "./operations.js";
import { Rehearsal } from "./rehearsal.js";
import { Arrivals } from "./roster.js";
import { newRow, rowFromServer } from "./scan_rows.js";
import { NoAnswer, ask } from "./server.js";
import { decide } from "./verdict_source.js";
import { describe } from "./verdict_words.js";

/**
 * @typedef {import("./scan_rows.js").Row} Row
 * @typedef {import("./verdict_source.js").Count} Count
 * @typedef {import("./verdict_source.js").Standing} Standing
 * @typedef {import("./operations.js").Shift} Shift
 * @typedef {import("./operations.js").Source} Source
 * @typedef {import("./operations.js").UndoReason} UndoReason
 * @typedef {import("./phone_store.js").PhoneStore} PhoneStore
 * @typedef {import("./name_search.js").Listed} Listed
 * @typedef {{ state: string, arrivals: string }} Addresses where the count and last scans, and arrivals are read
 */

export class Duty {
  /**
   * @param {PhoneStore} store
   * @param {Shift} shift
   * @param {Addresses} addresses
   * @param {() => void} changed
   */
  constructor(store, shift, addresses, changed) {
    this.store = store;
    this.shift = shift;
    const here = `&checkpoint=${encodeURIComponent(shift.checkpoint)}`;
    this.stateUrl = `${addresses.state}${here}`;
    this.arrivals = new Arrivals(shift.rehearsal ? null : `${addresses.arrivals}${here}`);
    this.changed = changed;
    this.rehearsal = shift.rehearsal ? new Rehearsal(correctedNow()) : null;
    /** @type {Row[]} newest first */
    this.rows = shift.rehearsal ? [] : store.unanswered.map((operation) => this.leftRow(operation)).reverse();
    /** @type {Count | null} */
    this.count = null;
    this.countedRev = 0;
    this.lastContact = 0;
    this.isConnected = true;
    this.isSignedOut = false;
    this.isAsking = false;
  }

  /** @param {import("./operations.js").Operation} operation */
  rowOf(operation) {
    return newRow(operation, Date.parse(operation.at_device) + operation.offset_ms);
  }

  /**
   * A scan that an earlier visit left without an answer.
   *
   * @param {import("./operations.js").Operation} operation
   * @returns {Row}
   */
  leftRow(operation) {
    return { ...this.rowOf(operation), trouble: "network" };
  }

  /** Scans that were asked for in vain and may be asked for again; not the one that is being asked for. */
  get unanswered() {
    return this.rows.filter((row) => !row.result && row.trouble && row.trouble !== "refused");
  }

  /**
   * Take one code. The row comes back with its result, or with the trouble that kept it from one.
   *
   * @param {string} code
   * @param {Source} source
   * @returns {Promise<Row>}
   */
  async scan(code, source) {
    const row = this.rowOf(scanOperation(this.shift, code, source, this.store.nextSeq()));
    this.rows.unshift(row);
    return this.ask(row);
  }

  /**
   * Take people who were found by name, one operation each, in one delivery.
   *
   * @param {Listed[]} people
   * @returns {Promise<Row[]>}
   */
  async scanPeople(people) {
    const rows = people.map((person) => {
      const operation = searchOperation(this.shift, person.registration, this.store.nextSeq());
      return { ...this.rowOf(operation), person };
    });
    this.rows.unshift(...rows);
    return this.askTogether(rows);
  }

  /**
   * A row that came about elsewhere on this page; the list of last scans may have told of it before.
   *
   * @param {Row} row
   */
  add(row) {
    this.rows = [row, ...this.rows.filter(({ uid }) => uid !== row.uid)];
  }

  /**
   * Ask for a row, also again with the same uid, while somebody waits for the verdict.
   *
   * @param {Row} row
   * @returns {Promise<Row>}
   */
  async ask(row) {
    return (await this.askTogether([row]))[0];
  }

  /**
   * @param {Row[]} rows
   * @returns {Promise<Row[]>}
   */
  async askTogether(rows) {
    this.isAsking = true;
    try {
      return await this.deliver(rows);
    } finally {
      this.isAsking = false;
      this.changed();
    }
  }

  /**
   * @param {Row[]} rows
   * @returns {Promise<Row[]>}
   */
  async deliver(rows) {
    const sent = rows.filter(({ operation }) => operation);
    try {
      const answer = await decide(sent.map(({ operation }) => /** @type {any} */ (operation)));
      this.reached(answer);
      sent.forEach((row, index) => this.answered(row, answer.results[index]));
    } catch (error) {
      for (const row of sent) this.missed(row, asNoAnswer(error));
    }
    return rows;
  }

  /**
   * @param {Row} row
   * @param {import("./scan_rows.js").ScanResult | null} result null: the same uid with other content, never taken
   */
  answered(row, result) {
    if (!result) {
      this.missed(row, new NoAnswer("refused"));
      return;
    }
    row.result = result;
    row.trouble = null;
    this.store.answered(row.uid);
    this.arrivals.learn(result);
    const { family } = describe(result, { name: "", isAhead: false }, false);
    this.rehearsal?.scanned(family, correctedNow());
  }

  /**
   * @param {Row} row
   * @param {NoAnswer} missing
   */
  missed(row, missing) {
    row.trouble = missing.kind;
    this.lost(missing);
    if (missing.kind === "refused") this.store.answered(row.uid); // it would be refused again: scan the card again
    else if (!this.shift.rehearsal) this.store.keep(/** @type {any} */ (row.operation));
  }

  /** @param {NoAnswer} missing */
  lost({ kind }) {
    if (kind === "signed_out") this.isSignedOut = true;
    else if (["network", "portal", "server"].includes(kind)) this.isConnected = false;
    this.countedRev = 0; // what answers next may be a restored backup, whose revisions begin lower
  }

  /**
   * Take a scan back. The same undo is sent again when the first try got no answer.
   *
   * @param {Row} row
   * @param {UndoReason} reason
   * @returns {Promise<string | null>} the sentence to show when it could not be done
   */
  async undo(row, reason) {
    if (row.undoing?.reason !== reason) row.undoing = undoOperation(this.shift, row.uid, reason);
    try {
      const answer = await decide([row.undoing]);
      const [result] = answer.results;
      if (!result) throw new NoAnswer("refused");
      this.reached(answer);
      row.undoing = null;
      if (result.verdict === "refused") return UNDO_REFUSALS[result.reason] ?? UNDO_REFUSALS.not_yours;
      row.undone = { at: correctedNow(), reason };
      this.arrivals.forget(row.result?.person?.registration);
      return null;
    } catch (error) {
      const { kind } = asNoAnswer(error);
      return kind === "signed_out" ? "Belum diurungkan. Masuk lagi dahulu." : "Belum diurungkan. Server belum menjawab, coba lagi.";
    } finally {
      this.changed();
    }
  }

  /** Read the count and the last scans; send what is still without an answer. */
  async refresh() {
    if (this.isAsking) return;
    try {
      const state = await ask(this.stateUrl);
      this.reached(state);
      if (!this.shift.rehearsal) this.learnRows(state.recent ?? []);
      for (const row of this.unanswered.reverse()) {
        if (this.isAsking) break;
        await this.deliver([row]);
        if (row.trouble) break;
      }
    } catch (error) {
      this.lost(asNoAnswer(error));
    } finally {
      this.changed();
    }
  }

  /**
   * Give rows that an earlier visit left their names.
   *
   * @param {import("./roster.js").Roster} roster
   */
  nameRows(roster) {
    for (const row of this.rows) row.person ??= roster.personOf(row.operation?.registration);
    this.changed();
  }

  /** @param {any[]} recent */
  learnRows(recent) {
    const known = new Set(this.rows.map((row) => row.uid));
    const added = recent.filter((entry) => !known.has(entry.uid)).map(rowFromServer);
    this.rows = [...this.rows, ...added].sort((one, other) => other.at - one.at);
  }

  /**
   * The server has answered. Answers overtake each other: a count from before the last one is not taken.
   *
   * @param {Standing} standing
   */
  reached({ count, feed_rev: rev }) {
    this.isConnected = true;
    this.isSignedOut = false;
    this.lastContact = correctedNow();
    if (count?.checkpoint !== this.shift.checkpoint || rev < this.countedRev) return;
    this.count = count;
    this.countedRev = rev;
  }
}

/** @type {Record<string, string>} */
const UNDO_REFUSALS = {
  too_late: "Sudah lewat 15 menit. Minta panitia mengurungkannya.",
  not_yours: "Pindaian ini hanya dapat diurungkan panitia.",
  already_undone: "Pindaian ini sudah diurungkan.",
  not_undoable: "Pindaian ini tidak mencatat kehadiran.",
  day_closed: "Hari ini sudah ditutup panitia.",
  event_closed: "Kegiatan sudah ditutup. Hanya panitia yang dapat mengurungkannya.",
  event_archived: "Kegiatan sudah diarsipkan, jadi tidak ada yang diubah lagi.",
};

/**
 * @param {unknown} error
 * @returns {NoAnswer} anything else is a fault of this page and must be seen
 */
function asNoAnswer(error) {
  if (error instanceof NoAnswer) return error;
  throw error;
}
