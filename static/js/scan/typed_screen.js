/**
 * "Ketik kode": one real field of eight characters, lying over eight drawn boxes.
 */

import { el, fromTemplate, isInFront, part } from "./dom.js";
import { LENGTH, Tries, normalized } from "./typed_code.js";

/** @typedef {import("./screens.js").Screen} Screen */

const SEARCH_AFTER = 3;
/** A USB scanner types a longer code into the field: its eighth character is not the end. */
const SCANNER_MS = 120;
const UNKNOWN = "Tidak ada kartu dengan kode ini. Cocokkan tiap huruf.";

/** Kept between visits of the screen: the pause after many wrong codes does not end by leaving. */
const tries = new Tries();

/** @implements {Screen} */
export class TypedScreen {
  /**
   * @param {(code: string) => Promise<"unknown" | "told">} check "told" when the usual verdict took over
   * @param {{ close: () => void, redraw: (titlePrefix: string) => void, search: () => void }} doings
   */
  constructor(check, doings) {
    this.check = check;
    this.doings = doings;
    this.chrome = "night-form";
    this.element = fromTemplate("pindai-ketik");
    this.field = /** @type {HTMLInputElement} */ (part(this.element, "field"));
    this.boxes = Array.from({ length: LENGTH }, () => el("span"));
    part(this.element, "boxes").append(...this.boxes.slice(0, LENGTH / 2), el("i", { text: "-" }), ...this.boxes.slice(LENGTH / 2));
    this.isChecking = false;
    this.wrong = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.soon = undefined;
    this.field.addEventListener("input", () => this.changed());
    for (const name of ["focus", "blur"]) this.field.addEventListener(name, () => this.draw());
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    part(this.element, "search").addEventListener("click", this.doings.search);
    this.draw();
  }

  head() {
    return { title: "Ketik kode", note: null, action: { label: this.field.value ? "Batal" : "Tutup", act: this.doings.close } };
  }

  enter() {}

  leave() {
    clearTimeout(this.soon);
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  changed() {
    const before = this.field.dataset.checked ?? "";
    this.field.value = normalized(this.field.value);
    this.complain("");
    this.draw();
    this.checkSoon(before);
  }

  /** @param {string} before the code that was checked last */
  checkSoon(before) {
    clearTimeout(this.soon);
    if (this.field.value.length === LENGTH && this.field.value !== before) this.soon = setTimeout(() => this.submit(), SCANNER_MS);
  }

  async submit() {
    const code = this.field.value;
    const refusal = refusalOf(code);
    if (this.isChecking) return;
    if (refusal) {
      this.complain(refusal);
      return;
    }
    this.isChecking = true;
    this.field.dataset.checked = code;
    part(this.element, "check").textContent = "Memeriksa…";
    const outcome = await this.check(code);
    this.isChecking = false;
    part(this.element, "check").textContent = "Periksa lagi";
    if (outcome === "told") return;
    tries.failed(Date.now());
    this.wrong += 1;
    if (this.wrong === SEARCH_AFTER) this.offerSearch();
    if (!isInFront(this.element)) return;
    if (this.field.value !== code) {
      this.checkSoon(code); // corrected meanwhile: what was answered is no longer what stands there
      return;
    }
    this.complain(refusalOf(code) || UNKNOWN);
    this.field.focus();
    this.field.select();
  }

  /** After some wrong codes the name is the shorter way: the filled button changes sides. */
  offerSearch() {
    for (const name of ["search", "check"]) {
      const button = part(this.element, name);
      button.classList.toggle("is-ink");
      button.classList.toggle("is-outline");
    }
  }

  /** @param {string} sentence empty takes the message away */
  complain(sentence) {
    const message = part(this.element, "message");
    message.hidden = !sentence;
    message.replaceChildren(...(sentence ? [octagon(), el("span", { text: sentence })] : []));
    this.element.classList.toggle("is-wrong", Boolean(sentence));
    if (sentence) this.field.setAttribute("aria-invalid", "true");
    else this.field.removeAttribute("aria-invalid");
    this.doings.redraw(sentence ? "Keliru: " : "");
  }

  draw() {
    const { value } = this.field;
    const isFocused = document.activeElement === this.field;
    this.boxes.forEach((box, index) => {
      box.textContent = value[index] ?? "";
      box.classList.toggle("is-current", isFocused && index === Math.min(value.length, LENGTH - 1));
    });
  }
}

/**
 * @param {string} code
 * @returns {string} why it is not sent, or ""
 */
function refusalOf(code) {
  const wait = tries.secondsToWait(Date.now());
  if (wait) return `Terlalu banyak percobaan. Tunggu ${wait} detik.`;
  return code.length < LENGTH ? "Kodenya delapan huruf dan angka." : "";
}

function octagon() {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("pindai-keliru"));
  return document.importNode(template.content, true);
}
