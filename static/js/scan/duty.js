/**
 * One turn of duty: who scans where, the count, the rows, and every question to the source of verdicts.
 * No screen is touched here; `changed()` tells whoever draws that something is different.
 */

import { correctedNow } from "./device_clock.js";
import { LateAnswers } from "./late_answers.js";
import { scanOperation, searchOperation } from "./operations.js";
import { Rehearsal } from "./rehearsal.js";
import { Arrivals } from "./roster.js";
import { completed, refusalOf } from "./registrar_answers.js";
import { leftRow, rowFromServer, rowOf, withOthers } from "./scan_rows.js";
import { NoAnswer, ask, asNoAnswer } from "./server.js";
import { Undos } from "./undos.js";
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
    this.rows = shift.rehearsal ? [] : store.unanswered.map(leftRow).reverse();
    /** @type {Count | null} */
    this.count = null;
    this.countedRev = 0;
    this.lastContact = 0;
    this.isConnected = true;
    this.isSignedOut = false;
    this.asking = 0;
    /** @type {Promise<void> | null} */
    this.refreshing = null;
    /** True once another turn of duty has begun: nobody sees what is answered here. */
    this.isOver = false;
    this.late = new LateAnswers(this);
    this.undos = new Undos(this);
  }

  /** True while somebody waits for a verdict. */
  get isAsking() {
    return this.asking > 0;
  }

  /** What the server would not write down, and late answers, until somebody has looked at them. */
  get toLookAt() {
    return this.rows.filter((row) => row.refusal || this.late.has(row));
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
    const row = rowOf(scanOperation(this.shift, code, source, this.store.nextSeq()));
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
      return { ...rowOf(operation), person };
    });
    if (rows.length > 1) for (const row of rows) row.together = rows;
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
   * Somebody has decided that this will not be written down.
   *
   * @param {Row} row
   */
  drop(row) {
    this.rows = this.rows.filter((one) => one !== row);
    this.store.answered(row.uid);
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
    this.asking += 1;
    try {
      return await this.deliver(rows);
    } finally {
      this.asking -= 1;
      if (this.isOver) for (const row of rows) this.late.came(row);
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
      sent.forEach((row, index) => this.answered(row, answer.results[index], answer.feed_rev));
    } catch (error) {
      for (const row of sent) this.missed(row, asNoAnswer(error));
    }
    return rows;
  }

  /**
   * @param {Row} row
   * @param {import("./scan_rows.js").ScanResult | null} result null: the same uid with other content, never taken
   * @param {number} rev the event's revision at the answer
   */
  answered(row, result, rev) {
    if (!result) {
      this.missed(row, new NoAnswer("refused"));
      return;
    }
    const refusal = row.operation ? refusalOf(row.operation, result) : "";
    if (row.operation && refusal) {
      Object.assign(row, { refusal, trouble: "refused", sameAs: result.reason === "same_name" ? result.person : null });
      return; // what was kept stays until somebody has looked at it
    }
    row.result = row.operation ? completed(row.operation, result) : result;
    row.trouble = null;
    row.refusal = "";
    this.store.answered(row.uid);
    this.arrivals.learn(result, rev);
    const { family } = describe(result, { name: "", isAhead: false }, false);
    this.rehearsal?.scanned(family, correctedNow());
  }

  /**
   * @param {Row} row
   * @param {NoAnswer} missing
   */
  missed(row, missing) {
    this.lost(missing);
    if (row.result) return; // another delivery of the same was faster
    row.trouble = missing.kind;
    if (missing.kind === "refused") this.store.answered(row.uid); // it would be refused again: scan the card again
    else if (!this.shift.rehearsal) this.store.keep(/** @type {any} */ (row.operation));
  }

  /** @param {NoAnswer} missing */
  lost({ kind }) {
    if (kind === "signed_out") this.isSignedOut = true;
    else if (["network", "portal", "server"].includes(kind)) this.isConnected = false;
    this.countedRev = 0; // what answers next may be a restored backup, whose revisions begin lower
    this.arrivals.startOver();
  }

  /**
   * Take scans back, one or those of people who came together.
   *
   * @param {Row[]} rows
   * @param {UndoReason} reason
   * @returns {Promise<string | null>} the sentence to show when it could not be done for all of them
   */
  undo(rows, reason) {
    return this.undos.of(rows, reason);
  }

  /** Read the count and the last scans; send what is still without an answer. One at a time. */
  async refresh() {
    if (this.isAsking || this.refreshing) return;
    this.refreshing = this.bringUpToDate();
    try {
      await this.refreshing;
    } finally {
      this.refreshing = null;
      this.changed();
    }
  }

  /** Refresh because something is different now: what is under way may have begun too early to succeed. */
  async refreshAnew() {
    await this.refreshing?.catch(() => {}); // whoever began it hears of its fault
    await this.refresh();
  }

  async bringUpToDate() {
    if (!this.shift.rehearsal) this.takeOver();
    try {
      const state = await ask(this.stateUrl);
      this.reached(state);
      if (!this.shift.rehearsal) this.learnRows(state.recent ?? []);
      for (const row of this.unanswered.reverse()) {
        if (this.isAsking) break;
        await this.deliver([row]);
        this.late.came(row);
        if (row.trouble && row.trouble !== "refused") break;
      }
    } catch (error) {
      this.lost(asNoAnswer(error));
    }
  }

  /** What the turn of duty before this one asked for, and got no answer to after it had ended. */
  takeOver() {
    this.rows = withOthers(this.rows, this.store.unanswered.map(leftRow));
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

  /**
   * Rows that are here stay as they are, but for what an organizer took back meanwhile.
   *
   * @param {any[]} recent
   */
  learnRows(recent) {
    const known = new Map(this.rows.map((row) => [row.uid, row]));
    const read = recent.map(rowFromServer);
    for (const { uid, undone } of read) {
      const row = known.get(uid);
      if (row) row.undone ??= undone;
    }
    this.rows = withOthers(this.rows, read);
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
