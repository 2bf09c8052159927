/**
 * The screens above the camera: what each of them may do, and where each leads afterwards. One set for each duty.
 */

import { BindScreen } from "./bind_screen.js";
import { clockTime, correctedNow } from "./device_clock.js";
import { HoldScreen, PermitScreen } from "./gate_forms.js";
import { GateKeeper } from "./gate_keeper.js";
import { RecentScreen } from "./recent_screen.js";
import { RegionChoice } from "./region_choice.js";
import { Registrar } from "./registrar.js";
import { SearchScreen } from "./search_screen.js";
import { TypedScreen } from "./typed_screen.js";
import { WalkInScreen } from "./walk_in_screen.js";

/**
 * @typedef {import("./duty.js").Duty} Duty
 * @typedef {import("./scan_rows.js").Row} Row
 * @typedef {import("./screens.js").Screen} Screen
 * @typedef {import("./name_search.js").Listed} Listed
 * @typedef {import("./walk_in_screen.js").Opening} Opening
 * @typedef {import("./registrar.js").Outcome} Outcome
 * @typedef {import("./registrar.js").SpareCard} SpareCard
 *
 * @typedef {object} Surroundings of the page, the same for every duty
 * @property {import("./screens.js").Screens} screens
 * @property {import("./teller.js").Teller} teller
 * @property {import("./roster.js").Roster} roster
 * @property {import("./places.js").Places} places
 * @property {import("./sounds.js").Signals} signals
 * @property {string} zone the event's
 */

/** Where the camera stands in the pile of screens. */
const CAMERA = 1;

export class Tools {
  /**
   * @param {Duty} duty
   * @param {Surroundings} page
   * @param {() => boolean} isOn false once the duty is over
   */
  constructor(duty, page, isOn) {
    this.duty = duty;
    this.page = page;
    this.isOn = isOn;
    this.doings = {
      close: () => page.screens.close(),
      redraw: (/** @type {string} */ prefix = "") => page.screens.drawHead(prefix),
    };
  }

  /** @param {Screen} screen */
  open(screen) {
    this.page.screens.open(screen);
  }

  /** Whether a USB scanner may close the screen in front: nothing that was written would be lost. */
  get mayBeLeft() {
    return [SearchScreen, TypedScreen, RecentScreen].some((tool) => this.page.screens.current instanceof tool);
  }

  search() {
    const { screens, teller, roster } = this.page;
    const record = async (/** @type {Listed[]} */ people) => {
      const rows = await this.duty.scanPeople(people);
      if (screens.current === screen) await screens.close();
      if (this.isOn()) teller.tellTogether(rows);
    };
    const add = (/** @type {Opening} */ opening) => this.replaceBy(() => this.walkIn(opening));
    const screen = new SearchScreen(roster, this.duty.arrivals, { close: this.doings.close, record, add });
    return screen;
  }

  typed() {
    const { screens, teller, signals } = this.page;
    const check = async (/** @type {string} */ code) => {
      const row = await this.duty.scan(code, "typed");
      if (row.result?.verdict === "unknown") {
        signals.give("D", false);
        return /** @type {const} */ ("unknown");
      }
      if (screens.current === screen) await screens.close();
      if (this.isOn()) teller.tell(row, null);
      return /** @type {const} */ ("told");
    };
    const screen = new TypedScreen(check, { ...this.doings, search: () => this.replaceBy(() => this.search()) });
    return screen;
  }

  recent() {
    const say = (/** @type {string} */ words) => this.page.teller.say(words);
    const reopen = (/** @type {Row} */ row) => this.open(this.reopened(row));
    const look = (/** @type {Row} */ row) => this.page.teller.look(row);
    return new RecentScreen(this.duty, this.page.zone, { ...this.doings, say, reopen, look });
  }

  /**
   * From one tool straight to another.
   *
   * @param {() => Screen} make
   */
  async replaceBy(make) {
    if (this.page.screens.closing) return; // a double tap opens once
    await this.page.screens.close();
    this.open(make());
  }

  /**
   * Where the left button of a verdict leads.
   *
   * @param {import("./left_button.js").Tool} tool
   * @param {Row} row
   * @returns {Screen}
   */
  ofVerdict(tool, row) {
    if (tool === "search") return this.search();
    if (tool === "reopen") return this.reopened(row);
    if (tool === "bind") return this.bind({ scan: row.uid, number: row.result?.spare_number ?? null });
    return tool === "hold" ? this.hold(row) : this.permit(row);
  }

  /** @param {Row} row */
  hold(row) {
    const { teller, zone } = this.page;
    const keeper = new GateKeeper(this.duty, row);
    const hold = async (/** @type {import("./operations.js").Holding} */ holding) => {
      const refusal = await keeper.hold(holding);
      if (refusal || !this.isOn()) return refusal;
      await this.doings.close();
      teller.tellHeld(row, clockTime(correctedNow(), zone), holding.cardKept);
      return null;
    };
    return new HoldScreen(row, teller.place, { ...this.doings, hold });
  }

  /** @param {Row} row */
  permit(row) {
    const keeper = new GateKeeper(this.duty, row);
    const permit = async (/** @type {import("./operations.js").Permission} */ permission) => {
      const outcome = await keeper.permit(permission);
      if (outcome.row) await this.toCamera(outcome.row);
      return outcome;
    };
    return new PermitScreen(row, this.page.teller.place, { ...this.doings, permit });
  }

  /**
   * The form of something that the server would not write down, as it was filled in.
   *
   * @param {Row} row
   * @returns {Screen}
   */
  reopened(row) {
    const { operation, refusal, sameAs } = row;
    const scan = operation?.scan ?? null;
    const shown = this.duty.rows.find(({ uid }) => uid === scan);
    const card = scan ? { scan, number: shown?.result?.spare_number ?? null } : null;
    if (operation?.op === "bind" && card) return this.bind(card, row);
    return this.walkIn({ name: operation?.name, category: operation?.category, region: operation?.region, card, refusal, sameAs }, row);
  }

  /**
   * @param {SpareCard} card
   * @param {Row | null} [before] what was refused for this card
   */
  bind(card, before = null) {
    const { roster, places } = this.page;
    const registrar = new Registrar(this.duty, () => this.isInPile(screen), before);
    const bind = (/** @type {Listed} */ person) => this.carryOut(registrar.bind(card, person));
    const add = (/** @type {import("./places.js").Region | null} */ region) => this.open(this.walkIn({ region: region?.code, card }));
    const screen = new BindScreen(card, roster, this.duty.arrivals, places, { ...this.doings, bind, add }, before?.refusal);
    return screen;
  }

  /**
   * Somebody who is not on the list.
   *
   * @param {Opening} opening
   * @param {Row | null} [before] what was refused under these words
   */
  walkIn(opening, before = null) {
    const { places } = this.page;
    const registrar = new Registrar(this.duty, () => this.isInPile(screen), before);
    const card = opening.card ?? null;
    const send = async (/** @type {import("./operations.js").Newcomer} */ newcomer) => {
      const outcome = await registrar.walkIn(newcomer);
      if (outcome.row) await this.toCamera(outcome.row);
      if (outcome.row?.result) this.page.roster.load().catch(() => {}); // so that a search finds the newcomer
      return outcome;
    };
    const same = async (/** @type {import("./verdict_words.js").Person} */ person) => {
      if (card) return this.carryOut(registrar.bind(card, person));
      const [row] = await this.duty.scanPeople([/** @type {Listed} */ (person)]);
      if (before) this.duty.drop(before);
      await this.toCamera(row);
      return "";
    };
    const isConnected = () => this.duty.isConnected;
    const screen = new WalkInScreen(places, opening, { ...this.doings, send, same, choose: this.chooser(), isConnected });
    return screen;
  }

  /** @param {Screen} screen */
  isInPile(screen) {
    return this.page.screens.stack.includes(screen);
  }

  /** @returns {import("./walk_in_screen.js").WalkInDoings["choose"]} */
  chooser() {
    const { places, screens } = this.page;
    return (level, current, chosen) => {
      const regions = places.regions.filter((region) => region.level === level);
      const choose = async (/** @type {import("./places.js").Region} */ region) => {
        chosen(region);
        await screens.close();
      };
      this.open(new RegionChoice(regions, current, { close: this.doings.close, choose }));
    };
  }

  /**
   * @param {Promise<Outcome>} work
   * @returns {Promise<string>} the sentence to show when it was not done
   */
  async carryOut(work) {
    const { row, refusal } = await work;
    if (row) await this.toCamera(row);
    return refusal;
  }

  /**
   * Back to the camera with the verdict over it.
   *
   * @param {Row} row
   */
  async toCamera(row) {
    if (!this.isOn()) return;
    await this.page.screens.close(CAMERA);
    this.page.teller.tell(row, null);
  }
}
