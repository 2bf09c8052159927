/**
 * Tells a verdict with everything that belongs to it: screen, sound, vibration, words for a screen reader.
 */

import { part } from "./dom.js";
import { leftButtonOf } from "./left_button.js";
import { describeNoAnswer } from "./no_answer_words.js";
import { describeHeld, describeTogether, notesOf } from "./outcome_words.js";
import { fullName, placeOf } from "./person_words.js";
import { viewOf } from "./row_view.js";
import { SeenCodes } from "./seen_codes.js";
import { VerdictScreen } from "./verdict_screen.js";

/**
 * @typedef {import("./duty.js").Duty} Duty
 * @typedef {import("./scan_rows.js").Row} Row
 * @typedef {import("./sounds.js").Signals} Signals
 * @typedef {import("./verdict_words.js").Place} Place
 * @typedef {import("./verdict_words.js").Person} Person
 * @typedef {import("./verdict_words.js").VerdictView} VerdictView
 * @typedef {import("./left_button.js").Tool} Tool
 */

const UNKNOWN_LEAVES_MS = 2500;
const LOOK_EVERY_MS = 250;
/** Tools whose form decides about the very scan that was looked at. */
const DECIDING = new Set(["bind", "permit"]);

export class Teller {
  /**
   * @param {HTMLElement} root
   * @param {HTMLElement[]} below what a verdict covers, and what nobody may reach meanwhile
   * @param {Signals} signals
   * @param {string} signInUrl
   * @param {() => void} closed
   */
  constructor(root, below, signals, signInUrl, closed) {
    this.screen = new VerdictScreen(part(root, "verdict"));
    this.status = part(root, "say-status");
    this.alert = part(root, "say-alert");
    this.below = below;
    this.signals = signals;
    this.signInUrl = signInUrl;
    this.closed = closed;
    this.seen = new SeenCodes();
    /** @type {Duty | null} */
    this.duty = null;
    /** @type {Place} */
    this.place = { name: "", isAhead: false };
    /** @type {HTMLElement | null} */
    this.focusBefore = null;
    this.toldAt = 0;
    /** @type {Row | null} whose late verdict somebody looks at */
    this.looking = null;
    /** @type {(() => void)[]} verdicts that wait for the one that is shown: nobody must miss one */
    this.turns = [];
    /** @type {(tool: Tool, row: Row) => void} opens what the left button of a verdict leads to */
    this.openTool = () => {};
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.watch = undefined;
  }

  /**
   * @param {Duty} duty
   * @param {Place} place
   */
  begin(duty, place) {
    this.duty = duty;
    this.place = place;
    this.seen = new SeenCodes();
  }

  get blocks() {
    return this.screen.blocks || this.turns.length > 0;
  }

  get isOpen() {
    return this.screen.isOpen;
  }

  /**
   * Close a verdict as the back key does.
   *
   * @returns {boolean} false when there was none
   */
  dismissHeld() {
    if (!this.screen.isOpen) return false;
    this.screen.close("tap");
    return true;
  }

  /** @param {string} words for a screen reader, politely */
  say(words) {
    this.status.textContent = words;
  }

  /**
   * Tell of people who came together: one green screen for all who are welcome, then each other verdict in turn.
   *
   * @param {Row[]} rows
   */
  tellTogether(rows) {
    const welcome = rows.filter(({ result }) => result?.verdict === "ok");
    const missing = rows.filter(({ result }) => !result);
    const others = rows.filter(({ result }) => result && result.verdict !== "ok");
    const groups = [welcome, ...others.map((row) => [row]), missing].filter(({ length }) => length > 0);
    this.inTurn(groups.map(([first, ...companions]) => () => this.show(first, null, companions)));
  }

  /**
   * Tell one after the other. An amber or red verdict that stands there, of another guest perhaps, was not read yet:
   * it stays until it is tapped. Green gives way at once.
   *
   * @param {(() => void)[]} verdicts
   */
  inTurn(verdicts) {
    const mustWait = this.blocks;
    this.turns.push(...verdicts);
    if (!mustWait) this.tellNext();
  }

  tellNext() {
    this.turns.shift()?.();
  }

  /**
   * @param {Row} row
   * @param {string | null} code as the camera read it; null for a typed one
   */
  tell(row, code) {
    this.inTurn([() => this.show(row, code)]);
  }

  /**
   * A verdict that came while nobody waited for it, opened by hand: it stays until it is closed by hand.
   *
   * @param {Row} row
   */
  look(row) {
    const show = () => {
      this.looking = row;
      this.show(row, null);
    };
    this.inTurn([show]);
  }

  /**
   * @param {Row} row
   * @param {string | null} code
   * @param {Row[]} [companions] others of the same verdict
   */
  show(row, code, companions = []) {
    const duty = /** @type {Duty} */ (this.duty);
    const { rehearsal } = duty.shift;
    const { result } = row;
    this.cover();
    const rows = [row, ...companions];
    const people = rows.flatMap((one) => one.result?.person ?? []);
    const view = people.length > 1 ? describeTogether(people.length, rehearsal) : viewOf(row, this.place, duty);
    const note = notesOf(rows);
    const table = people.length > 1 ? null : (result?.table ?? null);
    this.present(view, { people, table, note, other: result || row.refusal ? this.toolFor(row) : this.otherWay(rows, code) });
    clearInterval(this.watch);
    if (result?.verdict === "unknown" && !this.looking) this.watch = setInterval(() => this.lookAway(code, performance.now()), LOOK_EVERY_MS);
    this.toldAt = performance.now();
  }

  /**
   * A card in another's hand was noted: the amber stands there again, with what happens now.
   *
   * @param {Row} row
   * @param {string} at "09.36"
   * @param {boolean} cardKept
   */
  tellHeld({ result }, at, cardKept) {
    const view = describeHeld(at, cardKept, Boolean(this.duty?.shift.rehearsal));
    const show = () => {
      this.cover();
      this.present(view, { people: result?.person ? [result.person] : [], table: null, note: null, other: null });
      this.toldAt = performance.now();
    };
    this.inTurn([show]);
  }

  /**
   * @param {VerdictView} view
   * @param {Pick<import("./verdict_screen.js").Showing, "people" | "table" | "note" | "other">} what
   */
  present(view, what) {
    const { count, shift } = /** @type {Duty} */ (this.duty);
    this.signals.give(view.sound, Boolean(what.note)); // in the same frame as the colour
    const counted = count ? `${count.present} dari ${count.registered}` : "";
    this.screen.show({ view, ...what, place: this.place.name, count: counted, rehearsal: shift.rehearsal, next: this.looking ? "Tutup" : undefined, closed: () => this.close() });
    this.speak(view, what.people, [what.table, what.note]);
  }

  /** Nobody may reach what lies below a verdict; the focus comes back there afterwards. */
  cover() {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    if (this.below.some((element) => element.contains(focused))) this.focusBefore = focused;
    for (const element of this.below) element.inert = true;
  }

  /**
   * A poster in the hall must not block the door: "unknown" closes once the code has left the view.
   *
   * @param {string | null} code
   * @param {number} now
   */
  lookAway(code, now) {
    const shownFor = now - this.toldAt;
    const goneFor = code ? this.seen.goneFor(code, now) : Infinity;
    if (Math.min(shownFor, goneFor) >= UNKNOWN_LEAVES_MS) this.screen.close("time");
  }

  close() {
    clearInterval(this.watch);
    const { looking } = this;
    this.looking = null;
    if (!this.turns.length) for (const element of this.below) element.inert = false;
    if (looking) this.duty?.late.seen(looking.uid);
    if (this.turns.length) {
      this.tellNext();
      return;
    }
    if (this.focusBefore?.getClientRects().length) this.focusBefore.focus({ preventScroll: true }); // it may be covered by now
    else this.closed();
    this.focusBefore = null;
  }

  /**
   * The left button of a verdict: the tool that helps this guest.
   *
   * @param {Row} row
   */
  toolFor(row) {
    const found = leftButtonOf(row);
    if (!found) return null;
    const act = () => {
      if (DECIDING.has(found.tool)) this.looking = null; // its form says when it is done
      this.focusBefore = null; // a verdict that waits is told first; below it the tool stands ready
      this.screen.close("tap");
      this.openTool(found.tool, row);
    };
    return { label: found.label, act };
  }

  /**
   * The left button of scans without an answer.
   *
   * @param {Row[]} rows
   * @param {string | null} code
   */
  otherWay(rows, code) {
    const [row] = rows;
    const { action } = describeNoAnswer(row.trouble ?? "server", false);
    if (row.trouble === "signed_out") return { label: action, href: this.signInUrl };
    if (row.trouble === "reload") return { label: action, act: () => location.reload() };
    if (row.trouble === "refused") return null;
    return { label: action, act: () => this.askAgain(rows, code) };
  }

  /**
   * @param {Row[]} rows
   * @param {string | null} code
   */
  async askAgain(rows, code) {
    const duty = /** @type {Duty} */ (this.duty);
    if (duty.isAsking) return;
    this.screen.setBusy("Memeriksa…");
    const asked = await duty.askTogether(rows);
    if (this.duty !== duty || !this.screen.isOpen) {
      for (const row of asked) duty.late.came(row); // it was closed meanwhile
      duty.changed();
      return;
    }
    this.screen.clear(); // what stands there is told anew, before others that wait
    const waiting = this.turns;
    this.turns = [];
    if (asked.length > 1) this.tellTogether(asked);
    else this.show(asked[0], code);
    this.turns.push(...waiting);
  }

  /**
   * "Hadir. Masrul Malayu, S.Sos, PSM Parak Laweh Pulau Aia Nan XX, Meja 3"
   *
   * @param {VerdictView} view
   * @param {Person[]} people
   * @param {Array<string | null | undefined>} more table and note
   */
  speak(view, people, more) {
    const who = people.map((person) => `${fullName(person)}, ${placeOf(person, " ")}`);
    const details = [...who, ...more].filter(Boolean).join(", ");
    const words = [view.word, view.line, details].filter(Boolean).join(". ");
    const [told, quiet] = view.family === "ok" ? [this.status, this.alert] : [this.alert, this.status];
    quiet.textContent = "";
    told.textContent = words;
  }
}
