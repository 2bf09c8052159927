/**
 * The screen with the camera: readiness, picture, count, last scan, tools. In rehearsal its chrome is white.
 */

import { Camera, CameraClosed } from "./camera.js";
import { explain } from "./camera_trouble.js";
import { ScanLoop } from "./decoder.js";
import { clockTime } from "./device_clock.js";
import { el, fromTemplate, part } from "./dom.js";
import { LastScan } from "./last_scan.js";
import { readinessMark, smallMark, untriedMark } from "./marks.js";
import { holdScreen, releaseScreen } from "./wake_lock.js";

/**
 * @typedef {import("./duty.js").Duty} Duty
 * @typedef {import("./decoder.js").Decoder} Decoder
 * @typedef {import("./screens.js").Screen} Screen
 * @typedef {import("./camera_trouble.js").Trouble} Trouble
 *
 * @typedef {object} Doings what the screen can ask for
 * @property {(codes: string[]) => void} codes called for each camera frame
 * @property {() => void} change back to the start screen
 * @property {() => void} type opens "Ketik kode"
 * @property {() => void} search opens "Cari nama"
 * @property {() => void} recent opens "Terakhir"
 * @property {() => void} redraw the head's words changed
 */

const HINT = "Arahkan ke kode QR di kartu";
const CHECKING_AFTER_MS = 400;
const NAME_STAYS_MS = 2500;
/** @type {["ok" | "warn" | "stop", string, string][]} */
const FAMILIES = [["ok", "tick", "Hijau"], ["warn", "twice", "Kuning"], ["stop", "cross", "Merah"]];

/** @implements {Screen} */
export class ReadyScreen {
  /**
   * @param {Duty} duty
   * @param {{ name: string, day_label: string, zone: string }} checkpoint
   * @param {Decoder} decoder
   * @param {Doings} doings
   */
  constructor(duty, checkpoint, decoder, doings) {
    this.duty = duty;
    this.checkpoint = checkpoint;
    this.doings = doings;
    this.decoder = decoder;
    this.chrome = duty.shift.rehearsal ? "rehearsal" : "night-camera";
    this.element = fromTemplate("pindai-siap");
    this.video = /** @type {HTMLVideoElement} */ (part(this.element, "video"));
    this.camera = new Camera(() => this.troubled("in_use"), duty.store);
    this.loop = new ScanLoop(decoder, doings.codes);
    this.lastScan = new LastScan(part(this.element, "last"), duty, checkpoint.zone);
    /** @type {Trouble | null} */
    this.trouble = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.checking = undefined;
    this.opener = "type";
    this.wire();
    this.draw();
  }

  wire() {
    part(this.element, "type").addEventListener("click", () => this.openTool("type", this.doings.type));
    part(this.element, "search").addEventListener("click", () => this.openTool("search", this.doings.search));
    part(this.element, "recent").addEventListener("click", () => this.openTool("recent", this.doings.recent));
    part(this.element, "torch").addEventListener("click", () => this.toggleTorch());
    part(this.element, "turn").addEventListener("click", () => this.turnCamera());
    part(this.element, "finish").addEventListener("click", this.doings.change);
    part(this.element, "tally").hidden = this.duty.shift.rehearsal;
    part(this.element, "practice").hidden = !this.duty.shift.rehearsal;
  }

  /**
   * @param {string} name
   * @param {() => void} open
   */
  openTool(name, open) {
    this.opener = name;
    open();
  }

  head() {
    const { name, day_label: day } = this.checkpoint;
    const change = { label: "Ganti titik presensi", act: this.doings.change };
    if (this.duty.shift.rehearsal) {
      const note = el("p", { class: "readiness" }, el("b", { text: "Tidak ada yang dicatat" }), ` · ${name}`);
      return { title: "Mode latihan", note, action: null, change };
    }
    // no line breaks between "Hari" and its number
    const title = `${name.replace(/\b([Hh]ari) (?=\d)/g, "$1\u00a0")} · ${day}`;
    return { title, note: this.readiness(), action: null, change };
  }

  /** The line that says whether a scan would get an answer, and when the server last gave one. */
  readiness() {
    let word = "Siap memindai";
    if (this.duty.isSignedOut) word = "Perlu masuk lagi";
    else if (this.trouble && !this.worksWithout) word = "Belum bisa memindai";
    else if (!this.duty.isConnected) word = "Terputus";
    else if (this.trouble) word = "Siap tanpa kamera";
    const isReady = word.startsWith("Siap");
    const waiting = this.duty.unanswered.length;
    const toLookAt = this.duty.toLookAt.length;
    const details = [];
    if (this.duty.lastContact) details.push(clockTime(this.duty.lastContact, this.checkpoint.zone));
    if (waiting) details.push(`${waiting} belum tercatat`);
    const said = details.map((detail) => ` · ${detail}`).join("");
    const look = toLookAt > 0 && el("b", { text: `${toLookAt} perlu dilihat` });
    return el("p", { class: "readiness" }, readinessMark(isReady), el("b", { text: word }), look ? `${said} · ` : said, look);
  }

  /** A desk with a USB scanner or a keyboard needs no camera; only one that is refused or broken stops the work. */
  get worksWithout() {
    return this.trouble === "none" || this.trouble === "insecure";
  }

  enter() {
    holdScreen();
    this.startCamera();
  }

  leave() {
    releaseScreen();
    this.stopCamera();
  }

  focus() {
    /** @type {HTMLElement} */ (part(this.element, this.opener)).focus({ preventScroll: true });
  }

  async startCamera() {
    if (await this.openCamera()) await this.read();
  }

  /** Read frame after frame until the camera is stopped. */
  async read() {
    try {
      await this.loop.start(this.video);
    } catch {
      this.stopCamera();
      this.troubled("reader");
    }
  }

  /** @returns {Promise<boolean>} whether there is a picture; what is in the way is told */
  async openCamera() {
    try {
      if (!(await this.camera.open(this.video))) return false;
    } catch (error) {
      if (!(error instanceof CameraClosed)) throw error;
      this.troubled(error.trouble);
      return false;
    }
    this.calm();
    return true;
  }

  /** The next of several cameras; its name stands in the hint for a moment. */
  async turnCamera() {
    if (!this.camera.isOpen) return; // still turning from the last tap
    this.camera.chooseNext();
    this.stopCamera();
    if (!(await this.openCamera())) return;
    this.read();
    const hint = part(this.element, "hint");
    const { name } = this.camera;
    hint.textContent = name;
    setTimeout(() => hint.textContent === name && (hint.textContent = HINT), NAME_STAYS_MS);
  }

  /** What the camera that is open has and is. */
  drawCamera() {
    part(this.element, "torch").hidden = this.trouble ? this.trouble === "none" : !this.camera.hasTorch;
    const turn = part(this.element, "turn");
    turn.hidden = this.camera.all.length < 2;
    turn.setAttribute("aria-label", `Ganti kamera, sekarang ${this.camera.name}`);
    this.video.classList.toggle("is-mirror", this.camera.isFront);
  }

  stopCamera() {
    this.loop.stop();
    this.camera.close();
    this.video.srcObject = null;
    this.drawTorch(false);
  }

  async toggleTorch() {
    const button = part(this.element, "torch");
    if (button.getAttribute("aria-disabled") === "true") return;
    this.drawTorch(await this.camera.setTorch(button.getAttribute("aria-pressed") !== "true"));
  }

  /** @param {boolean} on */
  drawTorch(on) {
    const button = part(this.element, "torch");
    button.setAttribute("aria-pressed", String(on));
    button.toggleAttribute("data-off", Boolean(this.trouble));
    button.setAttribute("aria-disabled", String(Boolean(this.trouble)));
  }

  /** @param {Trouble} trouble */
  troubled(trouble) {
    this.trouble = trouble;
    const { title, text, steps, button, act } = explain(trouble, navigator.userAgent, matchMedia("(pointer: coarse)").matches);
    const acts = { again: () => this.startCamera(), type: () => this.openTool("type", this.doings.type), reload: () => location.reload() };
    const place = part(this.element, "trouble");
    const again = el("button", { type: "button", class: "crew-button is-white", text: button, on: { click: acts[act] } });
    place.replaceChildren(
      el("h2", { text: title }),
      el("p", { text }),
      ...(steps.length ? [el("ol", {}, ...steps.map((step) => el("li", {}, el("span", { text: step }))))] : []),
      again,
      ...(act === "type" ? [] : [el("p", { class: "trouble-else", text: "Belum bisa juga? Ketik kode dan Cari nama tetap mencatat kehadiran." })]),
    );
    place.hidden = false;
    part(this.element, "camera").hidden = true;
    this.drawCamera();
    this.drawTorch(false);
    this.doings.redraw();
    if (!document.activeElement || document.activeElement === document.body || this.element.contains(document.activeElement)) again.focus();
  }

  calm() {
    this.trouble = null;
    part(this.element, "trouble").hidden = true;
    part(this.element, "trouble").replaceChildren();
    part(this.element, "camera").hidden = false;
    this.drawCamera();
    this.drawTorch(false);
    this.doings.redraw();
  }

  /** @param {boolean} isChecking true while a verdict is awaited; said only when it takes long */
  setChecking(isChecking) {
    clearTimeout(this.checking);
    const hint = part(this.element, "hint");
    if (isChecking) this.checking = setTimeout(() => (hint.textContent = "Memeriksa…"), CHECKING_AFTER_MS);
    else hint.textContent = HINT;
  }

  /** Draw what a scan or an answer changed. */
  draw() {
    const { count, rehearsal } = this.duty;
    if (rehearsal) {
      part(this.element, "practiced").textContent = String(rehearsal.count);
      const items = FAMILIES.map(([family, mark, word]) => familyItem(family, mark, word, rehearsal.tried.has(family)));
      part(this.element, "families").replaceChildren(...items);
    } else {
      part(this.element, "present").textContent = count ? String(count.present) : "–";
      part(this.element, "registered").textContent = count ? `dari ${count.registered} hadir` : "hadir";
      const bar = /** @type {HTMLProgressElement} */ (part(this.element, "bar"));
      bar.max = count?.registered || 1;
      bar.value = count?.present ?? 0;
    }
    this.lastScan.draw();
  }
}

/**
 * @param {"ok" | "warn" | "stop"} family
 * @param {string} mark
 * @param {string} word
 * @param {boolean} isTried
 */
function familyItem(family, mark, word, isTried) {
  const sign = isTried ? smallMark(mark, family) : untriedMark(family);
  return el("li", { class: isTried ? "" : "is-untried" }, sign, el("span", { text: isTried ? word : `${word} belum` }));
}
