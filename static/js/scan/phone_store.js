/**
 * What this phone remembers between visits: the operator's name until midnight, the sound switch, the camera, and what
 * is still without an answer: scans, spare cards, newcomers, and which late answers nobody has seen. A phone that keeps nothing (private window) works too, for
 * one visit.
 */

/** @typedef {import("./operations.js").Operation} Operation */

const PREFIX = "eventmgr-pindai";
/** As many as the server tells of again. */
const MOST_UNSEEN = 50;
const HOUR_MS = 60 * 60 * 1000;

/**
 * @param {string} key
 * @returns {any}
 */
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(`${PREFIX}.${key}`) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {unknown} value
 */
function write(key, value) {
  try {
    localStorage.setItem(`${PREFIX}.${key}`, JSON.stringify(value));
  } catch {
    // storage is full or forbidden: the page keeps the value in memory as long as it is open
  }
}

export class PhoneStore {
  /** @param {string} event slug */
  constructor(event) {
    this.event = event;
    /** @type {Operation[]} */
    this.unanswered = read(`belum.${event}`) ?? [];
    /** @type {string[]} uids of scans whose answer came later, and that somebody has to look at */
    this.unseen = read(`lihat.${event}`) ?? [];
    this.seq = Number(read(`urut.${event}`)) || 0;
  }

  /** @returns {number} the next number of this phone's scans */
  nextSeq() {
    this.seq += 1;
    write(`urut.${this.event}`, this.seq);
    return this.seq;
  }

  /**
   * @param {string} account its name
   * @param {string} today "2024-11-18"
   * @returns {string} the name typed today by whoever was signed in with this account, or ""
   */
  operator(account, today) {
    const kept = read("petugas");
    return kept?.day === today && kept.account === account ? kept.name : "";
  }

  /**
   * @param {string} name
   * @param {string} account
   * @param {string} today
   */
  rememberOperator(name, account, today) {
    write("petugas", { name, account, day: today });
  }

  get soundOn() {
    return read("suara") !== false;
  }

  set soundOn(on) {
    write("suara", on);
  }

  /**
   * Whether the crew should hear that this phone's clock is off: once an hour.
   *
   * @param {number} now milliseconds
   * @returns {boolean}
   */
  mayWarnOfClock(now) {
    if (Math.abs(now - (Number(read("jam")) || 0)) < HOUR_MS) return false;
    write("jam", now);
    return true;
  }

  /** @param {Operation} operation kept until it is answered */
  keep(operation) {
    if (!this.unanswered.some((kept) => kept.uid === operation.uid)) this.unanswered.push(operation);
    write(`belum.${this.event}`, this.unanswered);
  }

  /** @param {string} uid */
  answered(uid) {
    if (!this.unanswered.some((kept) => kept.uid === uid)) return;
    this.unanswered = this.unanswered.filter((kept) => kept.uid !== uid);
    write(`belum.${this.event}`, this.unanswered);
  }

  /** @param {string} uid of a scan whose answer nobody saw */
  keepUnseen(uid) {
    if (!this.unseen.includes(uid)) this.unseen = [uid, ...this.unseen].slice(0, MOST_UNSEEN);
    write(`lihat.${this.event}`, this.unseen);
  }

  /** @param {string} uid */
  seen(uid) {
    if (!this.unseen.includes(uid)) return;
    this.unseen = this.unseen.filter((kept) => kept !== uid);
    write(`lihat.${this.event}`, this.unseen);
  }

  /** @returns {string | null} the camera that was chosen on this phone, by the browser's own id */
  get camera() {
    return read("kamera");
  }

  set camera(id) {
    write("kamera", id);
  }
}
