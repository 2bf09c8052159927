/**
 * The full-screen verdict: what it shows, how long it stays, what a tap does.
 */

import { el } from "./dom.js";
import { largeMark } from "./marks.js";
import { glued, nameNodes, placeOf } from "./person_words.js";

/**
 * @typedef {import("./verdict_words.js").VerdictView} VerdictView
 * @typedef {import("./verdict_words.js").Person} Person
 *
 * @typedef {object} Showing
 * @property {VerdictView} view
 * @property {Person[]} people none, one, or those who came together
 * @property {string | null} table
 * @property {string | null} note
 * @property {string} place the checkpoint's name
 * @property {string} count "149 dari 323", or ""
 * @property {boolean} rehearsal
 * @property {{ label: string, href?: string, act?: () => void } | null} other the left button, if any
 * @property {string} [next] what the right button says; by default "Lanjut memindai"
 * @property {(by: "tap" | "time") => void} closed
 */

const STAY_MS = 1500;
const STAY_WITH_NOTE_MS = 4000;
const GUARD_MS = 250;
const LEAVE_MS = 120;
const SHORT_NAME = 10;

const prefersStillness = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class VerdictScreen {
  /** @param {HTMLElement} layer the empty place that the verdict fills */
  constructor(layer) {
    this.layer = layer;
    /** @type {Showing | null} */
    this.showing = null;
    /** @type {ReturnType<typeof setTimeout>[]} */
    this.timers = [];
    this.shownAt = 0;
    this.isHeld = false;
  }

  /** True while a verdict waits for a tap: no other verdict may take its place. */
  get blocks() {
    return this.showing !== null && this.showing.view.family !== "ok";
  }

  get isOpen() {
    return this.showing !== null;
  }

  /** @param {Showing} showing */
  show(showing) {
    this.clear();
    this.showing = showing;
    this.isHeld = false;
    this.shownAt = performance.now();
    const stays = showing.note ? STAY_WITH_NOTE_MS : STAY_MS;
    const screen = this.build(showing, stays);
    this.layer.replaceChildren(screen);
    this.layer.hidden = false;
    if (showing.view.family === "ok") {
      this.timers.push(setTimeout(() => this.leave("time"), stays));
      screen.focus({ preventScroll: true });
    } else {
      /** @type {HTMLElement} */ (screen.querySelector(".verdict-next")).focus({ preventScroll: true });
    }
  }

  /**
   * Close at once.
   *
   * @param {"tap" | "time"} by
   */
  close(by) {
    const { showing } = this;
    if (!showing) return;
    this.clear();
    showing.closed(by);
  }

  /**
   * Green goes to the camera with a short fade.
   *
   * @param {"tap" | "time"} by
   */
  leave(by) {
    if (prefersStillness()) {
      this.close(by);
      return;
    }
    this.layer.firstElementChild?.classList.add("is-leaving");
    this.timers.push(setTimeout(() => this.close(by), LEAVE_MS));
  }

  clear() {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
    this.showing = null;
    this.layer.replaceChildren();
    this.layer.hidden = true;
  }

  /** True once a tap can only be meant for the verdict and no more for what stood here before. */
  get isLive() {
    return performance.now() - this.shownAt >= GUARD_MS;
  }

  /** @param {string} words on the left button while it is asked again */
  setBusy(words) {
    const button = this.layer.querySelector(".verdict-other");
    if (button) button.textContent = words;
  }

  /** First tap on green holds it, the second closes it. */
  tapGreen() {
    if (!this.isLive) return;
    if (this.isHeld) {
      this.leave("tap");
      return;
    }
    this.isHeld = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
    const screen = /** @type {HTMLElement} */ (this.layer.firstElementChild);
    screen.classList.add("is-held");
    screen.querySelector(".verdict-seconds")?.remove();
    const place = screen.querySelector(".verdict-sheet") ?? screen;
    place.append(el("p", { class: "verdict-held", text: "Ketuk lagi untuk lanjut" }));
  }

  /**
   * @param {Showing} showing
   * @param {number} stays milliseconds
   * @returns {HTMLElement}
   */
  build(showing, stays) {
    const { view, rehearsal } = showing;
    const isGreen = view.family === "ok";
    const top = rehearsal
      ? [el("p", { class: "verdict-mode", text: "Mode latihan" }), el("p", { text: "tidak dicatat" })]
      : [el("p", { text: showing.place }), el("p", { text: showing.count })];
    const sheet = this.sheet(showing, stays);
    const on = isGreen
      ? { click: () => this.tapGreen(), keydown: (/** @type {KeyboardEvent} */ event) => this.keyOnGreen(event) }
      : { keydown: (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && this.isLive && this.close("tap") };
    const name = `verdict v-${view.family}${rehearsal ? " is-rehearsal" : ""}${sheet ? "" : " is-bare"}`;
    return el(
      "section",
      { class: name, tabindex: -1, "aria-label": "Hasil pindaian", "data-verdict": view.family, on },
      el("div", { class: "verdict-top" }, ...top),
      el("div", { class: "verdict-body" }, largeMark(view.mark, view.family, rehearsal), ...words(showing)),
      sheet ?? this.timeLine(stays),
    );
  }

  /** @param {KeyboardEvent} event */
  keyOnGreen(event) {
    if (event.key === "Escape") this.leave("tap");
    else if (event.key === "Enter" || event.key === " ") this.tapGreen();
    else return;
    event.preventDefault();
  }

  /**
   * The white sheet: small words stand on white, which the sun cannot wash out.
   *
   * @param {Showing} showing
   * @param {number} stays
   * @returns {HTMLElement | null} null when green has nothing to add
   */
  sheet({ view, table, note, other, next }, stays) {
    if (view.family === "ok") {
      if (!table && !note) return null;
      return el(
        "div",
        { class: "verdict-sheet" },
        this.timeLine(stays),
        table && el("p", { class: "verdict-where", text: "Arahkan ke" }),
        table && el("p", { class: "verdict-table", text: table }),
        note && el("p", { class: "verdict-note", text: note }),
      );
    }
    const advice = view.advice.flatMap(([lead, sentence]) => [el("dt", { text: lead }), el("dd", { text: sentence })]);
    return el(
      "div",
      { class: "verdict-sheet" },
      el("dl", { class: "verdict-advice" }, ...advice),
      el("div", { class: other ? "verdict-buttons is-pair" : "verdict-buttons" }, other && this.otherButton(other), this.nextButton(next)),
    );
  }

  nextButton(text = "Lanjut memindai") {
    const click = () => this.isLive && this.close("tap");
    return el("button", { type: "button", class: "crew-button is-ink verdict-next", text, on: { click } });
  }

  /** @param {{ label: string, href?: string, act?: () => void }} other */
  otherButton({ label, href, act }) {
    const click = (/** @type {Event} */ event) => {
      if (!this.isLive) event.preventDefault();
      else act?.();
    };
    const attributes = { class: "crew-button is-outline verdict-other", text: label, on: { click } };
    return href ? el("a", { href, ...attributes }) : el("button", { type: "button", ...attributes });
  }

  /**
   * How long green stays: a line that shrinks, or seconds in figures where motion is unwelcome.
   *
   * @param {number} stays milliseconds
   */
  timeLine(stays) {
    if (!prefersStillness()) {
      const line = el("div", { class: "verdict-time", "aria-hidden": "true" }, el("span"));
      /** @type {HTMLElement} */ (line.firstElementChild).style.animationDuration = `${stays}ms`;
      return line;
    }
    let left = Math.ceil(stays / 1000);
    const figure = el("p", { class: "verdict-seconds", "aria-hidden": "true", text: `${left} dtk` });
    for (let second = 1; second < left; second += 1) {
      this.timers.push(setTimeout(() => (figure.textContent = `${--left} dtk`), second * 1000));
    }
    return figure;
  }
}

/**
 * @param {Showing} showing
 * @returns {HTMLElement[]}
 */
function words({ view, people }) {
  const isGreen = view.family === "ok";
  const [person] = people;
  const said = [el("p", { class: "verdict-word", text: view.word })];
  if (view.line) said.push(el("p", { class: "verdict-line", text: view.line }));
  if (!person) return said;
  if (people.length > 1) return [...said, ...together(people)];
  const isShort = isGreen && person.name.length <= SHORT_NAME && !person.front_title;
  said.push(el("p", { class: isShort ? "verdict-name is-short" : "verdict-name" }, ...nameNodes(person)));
  said.push(el("p", { class: "verdict-place", text: placeOf(person) }));
  if (isGreen && person.parent_region) said.push(el("p", { class: "verdict-place", text: glued(person.parent_region) }));
  return said;
}

/**
 * Several names: the place below all of them when they share it, else below each.
 *
 * @param {Person[]} people
 * @returns {HTMLElement[]}
 */
function together(people) {
  const places = people.map((person) => placeOf(person));
  const isShared = new Set(places).size === 1;
  const place = (/** @type {string} */ text) => el("p", { class: "verdict-place", text });
  const names = people.flatMap((person, index) => {
    const name = el("p", { class: "verdict-name is-one-of" }, ...nameNodes(person));
    return isShared ? [name] : [name, place(places[index])];
  });
  return isShared ? [...names, place(places[0])] : names;
}
