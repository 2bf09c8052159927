/**
 * One screen at a time, with Android's back key: each screen above the first is an entry of the browser's history,
 * so that "back" closes it instead of leaving the page.
 */

import { el } from "./dom.js";

/**
 * @typedef {object} Head what stands in the night head
 * @property {string} title the h1, with which the document's title begins
 * @property {string | Node | null} note the second line
 * @property {{ label: string, act: () => void } | null} action "Tutup", at the right
 * @property {HTMLElement} [field] stands in the place of the title, which is then only read out
 * @property {{ label: string, act: () => void } | null} [change] makes the h1 a button with a chevron
 *
 * @typedef {object} Screen
 * @property {HTMLElement} element
 * @property {string} chrome class of the body while it is shown: "night-form", "night-camera", "rehearsal"
 * @property {() => Head} head
 * @property {() => void} enter called when it comes to the front
 * @property {() => void} leave called when it goes away or is covered
 * @property {() => void} focus puts the focus where the screen wants it
 */

export class Screens {
  /**
   * @param {HTMLElement} place where screens are put
   * @param {HTMLElement} head the page's header with its h1
   * @param {Screen} first
   */
  constructor(place, head, first) {
    this.place = place;
    this.headElement = head;
    /** @type {Screen[]} */
    this.stack = [first];
    this.titleEnd = document.title.slice(first.head().title.length);
    /** @type {() => boolean} asked before "back" closes a screen; true when it closed something else */
    this.interceptBack = () => false;
    /** @type {Promise<void> | null} fulfilled once the browser has gone back */
    this.closing = null;
    this.closed = () => {};
    history.replaceState({ depth: 0 }, "");
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) this.escape();
    });
    window.addEventListener("popstate", (event) => {
      if (event.state) this.back(event.state.depth ?? 0);
      else history.replaceState({ depth: this.stack.length - 1 }, ""); // the skip link: a new entry, the same screen
    });
  }

  get current() {
    return this.stack[this.stack.length - 1];
  }

  /** @param {Screen} screen */
  open(screen) {
    this.current.leave();
    this.current.element.hidden = true;
    this.stack.push(screen);
    history.pushState({ depth: this.stack.length - 1 }, "");
    this.show();
    screen.focus();
  }

  /** Escape is "Tutup" or "Batal", as Android's back key is; it never leaves the camera, which has neither. */
  escape() {
    if (!this.place.inert) this.current.head().action?.act();
  }

  /**
   * Close the screens above the given depth, by default the one in front.
   *
   * @param {number} [depth]
   * @returns {Promise<void>} fulfilled when the screen below stands there again
   */
  close(depth = this.stack.length - 2) {
    if (this.closing) return this.closing.then(() => this.close(depth)); // a double tap closes once
    const steps = this.stack.length - 1 - depth;
    if (depth < 0 || steps < 1) return Promise.resolve();
    this.closing = new Promise((done) => (this.closed = done));
    history.go(-steps);
    return this.closing;
  }

  /** @param {number} depth where the browser's history stands now */
  back(depth) {
    const top = this.stack.length - 1;
    if (depth > top) {
      history.go(top - depth);
    } else if (depth < top) {
      if (!this.closing && this.interceptBack()) history.pushState({ depth: top }, "");
      else this.unwind(depth);
    }
    this.closing = null;
    this.closed();
  }

  /** @param {number} depth */
  unwind(depth) {
    const [below] = this.stack.slice(depth, depth + 1);
    for (const screen of this.stack.splice(depth + 1).reverse()) {
      screen.leave();
      screen.element.remove();
    }
    below.element.hidden = false;
    this.show();
    below.focus();
  }

  show() {
    const { current } = this;
    if (!current.element.isConnected) this.place.append(current.element);
    current.enter();
    this.drawHead();
  }

  /** Draw the head anew, also when only its words changed. */
  drawHead(titlePrefix = "") {
    const { current } = this;
    const { title, note, action, change, field } = current.head();
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const wasAt = [".crew-head-action", ".head-change"].find((one) => this.headElement.contains(focused) && focused?.matches(one));
    document.body.classList.remove("night-form", "night-camera", "rehearsal");
    document.body.classList.add(current.chrome);
    document.title = `${titlePrefix}${title}${this.titleEnd}`;
    const words = /** @type {HTMLElement} */ (this.headElement.querySelector(".crew-head-words"));
    const name = change
      ? el(
          "button",
          { type: "button", class: "head-change", "aria-label": `${title}. ${change.label}`, on: { click: change.act } },
          el("span", { text: title }),
          chevron(),
        )
      : title;
    words.replaceChildren(el("h1", { class: field ? "vh" : null }, name), ...(field ? [field] : []), ...(note ? [typeof note === "string" ? el("p", { text: note }) : note] : []));
    this.headElement.querySelector(".crew-head-action")?.remove();
    if (action) {
      const close = el("button", { type: "button", class: "crew-head-action", text: action.label, on: { click: action.act } });
      this.headElement.append(close);
    }
    if (wasAt) /** @type {HTMLElement | null} */ (this.headElement.querySelector(wasAt))?.focus({ preventScroll: true });
  }
}

function chevron() {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("pindai-panah"));
  return document.importNode(template.content, true);
}
