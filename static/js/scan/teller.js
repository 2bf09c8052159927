/**
 * Tells a verdict with everything that belongs to it: screen, sound, vibration, words for a screen reader.
 */

import { part } from "./dom.js";
import { fullName, placeOf } from "./person_words.js";
import { SeenCodes } from "./seen_codes.js";
import { VerdictScreen } from "./verdict_screen.js";
import { describe, describeClock, describeNoAnswer } from "./verdict_words.js";

/**
 * @typedef {import("./duty.js").Duty} Duty
 * @typedef {import("./scan_rows.js").Row} Row
 * @typedef {import("./sounds.js").Signals} Signals
 * @typedef {import("./verdict_words.js").Place} Place
 * @typedef {import("./verdict_words.js").VerdictView} VerdictView
 */

const UNKNOWN_LEAVES_MS = 2500;
const LOOK_EVERY_MS = 250;
const CLOCK_OFF_MS = 60000;

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
    return this.screen.blocks;
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
   * @param {Row} row
   * @param {string | null} code as the camera read it; null for a typed one
   */
  tell(row, code) {
    const duty = /** @type {Duty} */ (this.duty);
    const { rehearsal } = duty.shift;
    const { result } = row;
    this.cover();
    const view = this.viewOf(row, duty);
    this.signals.give(view.sound, Boolean(result?.note));
    this.screen.show({
      view,
      person: result?.person ?? null,
      table: result?.table ?? null,
      note: result?.note ?? null,
      place: this.place.name,
      count: duty.count ? `${duty.count.present} dari ${duty.count.registered}` : "",
      rehearsal,
      other: result ? null : this.otherWay(row, code),
      closed: () => this.close(),
    });
    this.speak(view, row);
    clearInterval(this.watch);
    if (result?.verdict === "unknown") this.watch = setInterval(() => this.lookAway(code, performance.now()), LOOK_EVERY_MS);
    this.toldAt = performance.now();
  }

  /**
   * @param {Row} row
   * @param {Duty} duty
   * @returns {VerdictView}
   */
  viewOf({ result, trouble, operation }, duty) {
    const { rehearsal } = duty.shift;
    if (!result) return describeNoAnswer(trouble ?? "server", rehearsal);
    const offset = operation?.offset_ms ?? 0;
    const isClockOff = result.verdict === "ok" && result.clock_suspect && Math.abs(offset) >= CLOCK_OFF_MS;
    if (isClockOff && duty.store.mayWarnOfClock(Date.now())) return describeClock(offset, rehearsal);
    return describe(result, this.place, rehearsal);
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
    for (const element of this.below) element.inert = false;
    if (this.focusBefore?.isConnected) this.focusBefore.focus({ preventScroll: true });
    else this.closed();
    this.focusBefore = null;
  }

  /**
   * The left button of a scan without an answer.
   *
   * @param {Row} row
   * @param {string | null} code
   */
  otherWay(row, code) {
    const { action } = describeNoAnswer(row.trouble ?? "server", false);
    if (row.trouble === "signed_out") return { label: action, href: this.signInUrl };
    if (row.trouble === "reload") return { label: action, act: () => location.reload() };
    if (row.trouble === "refused") return null;
    return { label: action, act: () => this.askAgain(row, code) };
  }

  /**
   * @param {Row} row
   * @param {string | null} code
   */
  async askAgain(row, code) {
    const duty = /** @type {Duty} */ (this.duty);
    if (duty.isAsking) return;
    this.screen.setBusy("Memeriksa…");
    const asked = await duty.ask(row);
    if (this.duty === duty && this.screen.isOpen) this.tell(asked, code);
  }

  /**
   * "Hadir. Masrul Malayu, S.Sos, PSM Parak Laweh Pulau Aia Nan XX, Meja 3"
   *
   * @param {VerdictView} view
   * @param {Row} row
   */
  speak(view, { result }) {
    const who = result?.person ? `${fullName(result.person)}, ${placeOf(result.person, " ")}` : "";
    const details = [who, result?.table, result?.note].filter(Boolean).join(", ");
    const words = [view.word, view.line, details].filter(Boolean).join(". ");
    const [told, quiet] = view.family === "ok" ? [this.status, this.alert] : [this.alert, this.status];
    quiet.textContent = "";
    told.textContent = words;
  }
}
