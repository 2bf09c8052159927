/**
 * The crew's scan page: puts the screens together. Nothing here knows how a verdict comes about.
 */

import { Decoder } from "./decoder.js";
import { clockTime, correctedNow } from "./device_clock.js";
import { part } from "./dom.js";
import { Duty } from "./duty.js";
import { HoldScreen, PermitScreen } from "./gate_forms.js";
import { GateKeeper } from "./gate_keeper.js";
import { PhoneStore } from "./phone_store.js";
import { ReadyScreen } from "./ready_screen.js";
import { RecentScreen } from "./recent_screen.js";
import { Roster } from "./roster.js";
import { Screens } from "./screens.js";
import { SearchScreen } from "./search_screen.js";
import { Signals } from "./sounds.js";
import { StartScreen } from "./start_screen.js";
import { Teller } from "./teller.js";
import { TypedScreen } from "./typed_screen.js";
import { connect } from "./verdict_source.js";
import { listenForScanner } from "./wedge.js";

/**
 * @typedef {object} CheckpointFacts
 * @property {string} slug
 * @property {string} name
 * @property {string} day "2024-11-18"
 * @property {string} day_label "Senin 18 Nov"
 * @property {string} opens_at "06.30"
 * @property {number} opens_ms moment of opening, milliseconds
 *
 * @typedef {object} Config what the server wrote into `data-config`
 * @property {string} event slug
 * @property {string} zone
 * @property {CheckpointFacts[]} checkpoints
 * @property {string} sync_url
 * @property {string} state_url
 * @property {string} roster_url
 * @property {string} arrivals_url
 * @property {string} sign_in_url
 * @property {string} csrf_token
 */

const REFRESH_MS = 20000;
const TICK_MS = 1000;

const TOOLS_TO_LEAVE = [SearchScreen, TypedScreen, RecentScreen];

/** @param {string} code */
const looksLikeCard = (code) => /^1[0-9A-Z]{28}$/.test(code);

class ScanPage {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.config = /** @type {Config} */ (JSON.parse(root.dataset.config ?? "{}"));
    this.store = new PhoneStore(this.config.event);
    connect({ syncUrl: this.config.sync_url, event: this.config.event, csrfToken: this.config.csrf_token });
    this.roster = new Roster(this.config.roster_url);
    this.decoder = new Decoder();
    this.signals = new Signals();
    const head = /** @type {HTMLElement} */ (document.querySelector(".crew-head"));
    this.start = new StartScreen(part(root, "start"), this.store, this.config.zone, (choice) => this.begin(choice));
    this.screens = new Screens(part(root, "screens"), head, this.start);
    this.teller = new Teller(root, [head, part(root, "screens")], this.signals, this.config.sign_in_url, () => this.told());
    this.teller.openTool = (tool, row) => this.duty && this.screens.open(this.toolScreen(tool, row, this.duty));
    this.screens.interceptBack = () => this.teller.dismissHeld();
    this.openedOn = this.start.today;
    /** @type {Duty | null} */
    this.duty = null;
    /** @type {ReadyScreen | null} */
    this.ready = null;
    listenForScanner((code) => this.scanned(code));
    document.addEventListener("visibilitychange", () => this.visibilityChanged());
    setInterval(() => this.tick(), TICK_MS);
    setInterval(() => this.refresh(), REFRESH_MS);
  }

  /** @param {{ checkpoint: string, operator: string, rehearsal: boolean }} choice */
  begin(choice) {
    const facts = /** @type {CheckpointFacts} */ (this.config.checkpoints.find(({ slug }) => slug === choice.checkpoint));
    this.signals.unlock();
    this.signals.enabled = this.store.soundOn;
    const addresses = { state: this.config.state_url, arrivals: this.config.arrivals_url };
    const duty = new Duty(this.store, choice, addresses, () => this.changed());
    this.duty = duty;
    this.ready = new ReadyScreen(duty, { ...facts, zone: this.config.zone }, this.decoder, {
      codes: (codes) => this.inView(codes),
      change: () => this.screens.close(),
      type: () => this.screens.open(this.typedScreen(duty)),
      search: () => this.screens.open(this.searchScreen(duty)),
      recent: () => this.screens.open(this.recentScreen(duty)),
      redraw: () => this.redrawHead(),
    });
    this.teller.begin(duty, { name: facts.name, isAhead: facts.day > this.start.today });
    this.screens.open(this.ready);
    if (choice.rehearsal) this.teller.say("Mode latihan. Tidak ada yang dicatat.");
    this.prepare(duty);
  }

  /**
   * The count first, then the list, so that a search finds it here.
   *
   * @param {Duty} duty
   */
  async prepare(duty) {
    await duty.refresh();
    await this.roster.load().catch(() => {}); // asked again when somebody searches
    duty.nameRows(this.roster);
  }

  /** @param {Duty} duty */
  searchScreen(duty) {
    const record = async (/** @type {import("./name_search.js").Listed[]} */ people) => {
      const rows = await duty.scanPeople(people);
      if (this.screens.current instanceof SearchScreen) await this.screens.close();
      if (this.duty === duty) this.teller.tellTogether(rows);
    };
    return new SearchScreen(this.roster, duty.arrivals, { close: () => this.screens.close(), record });
  }

  /**
   * Where the left button of a verdict leads.
   *
   * @param {import("./teller.js").Tool} tool
   * @param {import("./scan_rows.js").Row} row
   * @param {Duty} duty
   */
  toolScreen(tool, row, duty) {
    if (tool === "search") return this.searchScreen(duty);
    const keeper = new GateKeeper(duty, row);
    const doings = { close: () => this.screens.close(), redraw: (/** @type {string} */ prefix) => this.screens.drawHead(prefix) };
    if (tool === "hold") {
      const hold = async (/** @type {import("./operations.js").Holding} */ holding) => {
        const refusal = await keeper.hold(holding);
        if (refusal || this.duty !== duty) return refusal;
        await this.screens.close();
        this.teller.tellHeld(row, clockTime(correctedNow(), this.config.zone), holding.cardKept);
        return null;
      };
      return new HoldScreen(row, this.teller.place, { ...doings, hold });
    }
    const permit = async (/** @type {import("./operations.js").Permission} */ permission) => {
      const outcome = await keeper.permit(permission);
      if (outcome.row && this.duty === duty) {
        await this.screens.close();
        this.teller.tell(outcome.row, null);
      }
      return outcome;
    };
    return new PermitScreen(row, this.teller.place, { ...doings, permit });
  }

  /**
   * From one tool straight to another.
   *
   * @param {import("./screens.js").Screen} screen
   */
  async replaceBy(screen) {
    await this.screens.close();
    this.screens.open(screen);
  }

  /** @param {Duty} duty */
  typedScreen(duty) {
    const check = async (/** @type {string} */ code) => {
      const row = await duty.scan(code, "typed");
      if (row.result?.verdict === "unknown") {
        this.signals.give("D", false);
        return "unknown";
      }
      if (this.screens.current instanceof TypedScreen) await this.screens.close();
      if (this.duty === duty) this.teller.tell(row, null);
      return "told";
    };
    return new TypedScreen(check, {
      close: () => this.screens.close(),
      redraw: (prefix) => this.screens.drawHead(prefix),
      search: () => this.replaceBy(this.searchScreen(duty)),
    });
  }

  /** @param {Duty} duty */
  recentScreen(duty) {
    return new RecentScreen(duty, this.config.zone, {
      close: () => this.screens.close(),
      redraw: () => this.screens.drawHead(),
      say: (words) => this.teller.say(words),
    });
  }

  /** @param {string[]} codes of one camera frame; often none */
  inView(codes) {
    const fresh = this.teller.seen.fresh(codes, performance.now());
    // A card in view comes before whatever hangs on the wall behind the guest.
    const wanted = codes.some(looksLikeCard) ? fresh.filter(looksLikeCard) : fresh;
    if (wanted.length && this.mayScan()) this.scan(wanted[0], "camera");
  }

  /**
   * A USB scanner needs no camera in view: it works on the tools, too, where nothing that was written would be lost.
   *
   * @param {string} code
   */
  async scanned(code) {
    if (!this.mayScan()) return;
    const { current } = this.screens;
    if (current === this.ready) this.scan(code, "wedge");
    else if (TOOLS_TO_LEAVE.some((tool) => current instanceof tool)) {
      await this.screens.close();
      this.scan(code, "wedge");
    }
  }

  mayScan() {
    return Boolean(this.duty) && !this.duty?.isAsking && !this.teller.blocks;
  }

  /**
   * @param {string} code
   * @param {"camera" | "wedge"} source
   */
  async scan(code, source) {
    const { duty, ready } = this;
    if (!duty || !ready) return;
    this.teller.seen.handled(code, performance.now());
    ready.setChecking(true);
    const row = await duty.scan(code, source);
    ready.setChecking(false);
    if (this.duty !== duty) return;
    this.teller.tell(row, code);
    if (row.result && duty.unanswered.length) duty.refresh(); // the network is back: bring what was left
  }

  /** Something in the duty is different: draw it wherever it shows. */
  changed() {
    this.ready?.draw();
    const { current } = this.screens;
    if (current instanceof RecentScreen) current.redraw();
    else this.redrawHead();
  }

  redrawHead() {
    if (this.screens.current === this.ready && !this.screens.headElement.contains(document.activeElement)) this.screens.drawHead();
  }

  /** A verdict was closed: the focus goes back to the screen below it. */
  told() {
    this.screens.current.focus();
  }

  refresh() {
    if (this.isOnDuty() && document.visibilityState === "visible") this.duty?.refresh();
  }

  isOnDuty() {
    return this.screens.stack.length > 1;
  }

  /** Once a second: a rehearsal may be over. */
  tick() {
    const rehearsal = this.isOnDuty() && this.duty?.rehearsal;
    if (!rehearsal || this.teller.isOpen || this.screens.closing) return;
    const { today } = this.start;
    const openings = this.config.checkpoints.filter(({ day }) => day === today).map((one) => ({ opensAt: one.opens_ms, opens_at: one.opens_at }));
    const sentence = rehearsal.endsWith(correctedNow(), openings);
    if (!sentence) return;
    this.start.tell(sentence);
    this.teller.say(sentence);
    this.screens.close(0);
  }

  visibilityChanged() {
    const isBack = document.visibilityState === "visible";
    if (isBack && this.screens.current === this.start && this.start.today !== this.openedOn) location.reload();
    if (this.screens.current !== this.ready) return;
    if (isBack) {
      this.ready?.enter();
      this.duty?.refresh();
    } else {
      this.ready?.leave();
    }
  }
}

/** @param {HTMLElement} root the element with `data-module="scan/app"` */
export default function start(root) {
  return new ScanPage(root);
}
