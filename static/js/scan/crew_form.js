/**
 * What the crew's forms have in common: one button that waits for the answer, and messages beside their fields.
 */

import { fromTemplate, isInFront, part } from "./dom.js";

/** @typedef {{ close: () => void, redraw: (titlePrefix?: string) => void }} FormDoings */

const SENDING = "Menyimpan…";

export class CrewForm {
  /**
   * @param {string} template
   * @param {FormDoings} doings
   */
  constructor(template, doings) {
    this.doings = doings;
    this.chrome = "night-form";
    this.element = fromTemplate(template);
    this.isSending = false;
    /** Before the title while a message stands there. */
    this.prefix = "";
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.isSending) this.submit();
    });
  }

  enter() {}

  leave() {}

  async submit() {}

  /**
   * Let the button say that it works, and nobody press it twice.
   *
   * @template T
   * @param {Promise<T>} work
   * @param {HTMLElement} [button]
   * @returns {Promise<T>}
   */
  async sending(work, button = part(this.element, "send")) {
    const words = button.textContent;
    this.isSending = true;
    button.textContent = SENDING;
    try {
      return await work;
    } finally {
      this.isSending = false;
      if (button.textContent === SENDING) button.textContent = words; // it may say something newer by now
    }
  }

  /**
   * @param {string} name of the message's part
   * @param {string} sentence empty takes it away
   * @param {HTMLElement} [field]
   */
  complain(name, sentence, field) {
    const message = part(this.element, name);
    message.hidden = !sentence;
    part(message, "text").textContent = sentence;
    if (sentence) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
    this.prefix = sentence ? "Keliru: " : "";
    this.redraw();
  }

  /**
   * Say why it was not done: the focus goes to the sentence, which stands at the top.
   *
   * @param {string} sentence empty takes it away
   */
  refuse(sentence) {
    this.complain("message", sentence);
    if (!sentence || !isInFront(this.element)) return;
    window.scrollTo(0, 0);
    part(this.element, "message").focus({ preventScroll: true });
  }

  /** Draw the head anew: its words follow what was typed. */
  redraw() {
    if (isInFront(this.element)) this.doings.redraw(this.prefix);
  }
}
