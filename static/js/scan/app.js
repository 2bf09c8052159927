/**
 * The crew's scan page: puts the screens together. Nothing here knows how a verdict comes about.
 */

import { Decoder } from "./decoder.js";
import { correctedNow } from "./device_clock.js";
import { part } from "./dom.js";
import { Duty } from "./duty.js";
import { PhoneStore } from "./phone_store.js";
import { Places } from "./places.js";
import { ReadyScreen } from "./ready_screen.js";
import { RecentScreen } from "./recent_screen.js";
import { Roster } from "./roster.js";
import { Screens } from "./screens.js";
import { Signals } from "./sounds.js";
import { StartScreen } from "./start_screen.js";
import { Teller } from "./teller.js";
import { Tools } from "./tools.js";
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
 * @property {string} places_url
 * @property {string} sign_in_url
 * @property {string} csrf_token
 */

const REFRESH_MS = 20000;
const TICK_MS = 1000;
/** The phone says that it is online some moments before the first question gets through. */
const ONCE_MORE_MS = 3000;

/** @param {string} code */
const looksLikeCard = (code) => /^1[0-9A-Z]{28}$/.test(code);

class ScanPage {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.config = /** @type {Config} */ (JSON.parse(root.dataset.config ?? "{}"));
    this.store = new PhoneStore(this.config.event);
    connect({ syncUrl: this.config.sync_url, event: this.config.event, csrfToken: this.config.csrf_token });
    this.roster = new Roster(this.config.roster_url);
    this.places = new Places(this.config.places_url);
    this.decoder = new Decoder();
    this.signals = new Signals();
    const head = /** @type {HTMLElement} */ (document.querySelector(".crew-head"));
    this.start = new StartScreen(part(root, "start"), this.store, this.config.zone, (choice) => this.begin(choice));
    this.screens = new Screens(part(root, "screens"), head, this.start);
    this.teller = new Teller(root, [head, part(root, "screens")], this.signals, this.config.sign_in_url, () => this.told());
    this.teller.openTool = (tool, row) => this.openTool(tool, row);
    this.screens.interceptBack = () => this.teller.dismissHeld();
    this.toLookAt = 0;
    this.openedOn = this.start.today;
    /** @type {Duty | null} */
    this.duty = null;
    /** @type {ReadyScreen | null} */
    this.ready = null;
    /** @type {Tools | null} */
    this.tools = null;
    listenForScanner((code) => this.scanned(code));
    document.addEventListener("visibilitychange", () => this.visibilityChanged());
    window.addEventListener("online", () => this.networkIsBack());
    setInterval(() => this.tick(), TICK_MS);
    setInterval(() => this.refresh(), REFRESH_MS);
  }

  /** @param {{ checkpoint: string, operator: string, rehearsal: boolean }} choice */
  begin(choice) {
    const facts = /** @type {CheckpointFacts} */ (this.config.checkpoints.find(({ slug }) => slug === choice.checkpoint));
    this.signals.unlock();
    this.signals.enabled = this.store.soundOn;
    const addresses = { state: this.config.state_url, arrivals: this.config.arrivals_url };
    if (this.duty) this.duty.isOver = true;
    const duty = new Duty(this.store, choice, addresses, () => this.changed(duty));
    this.duty = duty;
    const tools = new Tools(duty, this.surroundings, () => this.duty === duty);
    this.tools = tools;
    this.ready = new ReadyScreen(duty, { ...facts, zone: this.config.zone }, this.decoder, {
      codes: (codes) => this.inView(codes),
      change: () => this.screens.close(),
      type: () => tools.open(tools.typed()),
      search: () => tools.open(tools.search()),
      recent: () => tools.open(tools.recent()),
      redraw: () => this.redrawHead(),
    });
    this.teller.begin(duty, { name: facts.name, isAhead: facts.day > this.start.today });
    this.screens.open(this.ready);
    if (choice.rehearsal) this.teller.say("Mode latihan. Tidak ada yang dicatat.");
    this.prepare(duty);
  }

  /**
   * What the left button of a verdict leads to.
   *
   * @param {import("./left_button.js").Tool} tool
   * @param {import("./scan_rows.js").Row} row
   */
  openTool(tool, row) {
    if (tool === "change") this.screens.close(0);
    else this.tools?.open(this.tools.ofVerdict(tool, row));
  }

  /** @returns {import("./tools.js").Surroundings} */
  get surroundings() {
    const { screens, teller, roster, places, signals } = this;
    return { screens, teller, roster, places, signals, zone: this.config.zone };
  }

  /**
   * The count first, then the lists, so that a search finds them here when the network is gone.
   *
   * @param {Duty} duty
   */
  async prepare(duty) {
    await duty.refresh();
    await this.roster.load().catch(() => {}); // asked again when somebody searches
    duty.nameRows(this.roster);
    await this.places.load().catch(() => {}); // asked again when somebody is added
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
    if (this.screens.current === this.ready) this.scan(code, "wedge");
    else if (this.tools?.mayBeLeft) {
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

  /**
   * Something in a duty is different: draw it wherever it shows.
   *
   * @param {Duty} duty
   */
  changed(duty) {
    if (duty !== this.duty) {
      this.duty?.refreshAnew(); // the turn before this one has left something
      return;
    }
    this.sayToLookAt(duty.toLookAt.length);
    this.ready?.draw();
    const { current } = this.screens;
    if (current instanceof RecentScreen) current.redraw();
    else this.redrawHead();
  }

  /** @param {number} number of what waits for somebody now */
  sayToLookAt(number) {
    if (number > this.toLookAt) this.teller.say(`${number} perlu dilihat. Buka Terakhir.`);
    this.toLookAt = number;
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

  /** Whoever stands at the door sees at once that the network is back, and what was left goes at once. */
  async networkIsBack() {
    const { duty } = this;
    if (!duty || !this.isOnDuty()) return;
    await duty.refreshAnew();
    if (!duty.isConnected) setTimeout(() => this.refresh(), ONCE_MORE_MS);
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
    if (isBack) this.networkIsBack(); // it may have come back while the phone was in a pocket
    if (this.screens.current !== this.ready) return;
    if (isBack) this.ready?.enter();
    else this.ready?.leave();
  }
}

/** @param {HTMLElement} root the element with `data-module="scan/app"` */
export default function start(root) {
  return new ScanPage(root);
}
