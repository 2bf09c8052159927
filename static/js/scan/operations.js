/**
 * The operations that the page sends: each has its own uid, made here once, so that a second delivery of the
 * same thing is one effect.
 */

import { deviceTime, offsetMs } from "./device_clock.js";

/**
 * @typedef {"camera" | "typed" | "wedge" | "search"} Source
 * @typedef {"salah_orang" | "salah_ketuk"} UndoReason
 * @typedef {"perjalanan" | "keluarga" | "lain"} PermitReason
 * @typedef {{ cardKept: boolean, note: string }} Holding
 * @typedef {{ reason: PermitReason, note: string, pin: string }} Permission
 * @typedef {{ name: string, category: string, region: string | null, scan: string | null, isNew: boolean }} Newcomer
 *
 * @typedef {object} Operation one entry of `ops[]` of /api/scan/sync
 * @property {"scan" | "undo" | "hold" | "permit" | "bind" | "walk_in"} op
 * @property {string} uid 32 hexadecimal digits
 * @property {string} checkpoint slug
 * @property {string} at_device ISO time of this phone
 * @property {number} offset_ms what to add to it, as known at that moment
 * @property {boolean} rehearsal
 * @property {string} operator
 * @property {number} [seq]
 * @property {Source} [source]
 * @property {string} [code]
 * @property {string} [registration] uid of somebody who was found by name
 * @property {string | null} [shown_verdict]
 * @property {string} [undoes]
 * @property {UndoReason | PermitReason} [reason]
 * @property {string | null} [scan] uid of the scan that a held card, a permission or a spare card speaks of
 * @property {boolean} [card_kept]
 * @property {string} [note]
 * @property {string} [pin] never kept on the phone
 * @property {string} [name] of a newcomer, whole, with degrees
 * @property {string} [category] code of what the newcomer comes as
 * @property {string | null} [region] code; a guest has none
 * @property {boolean} [is_new] true: not the person of that name who is listed
 *
 * @typedef {object} Shift who scans where
 * @property {string} checkpoint slug
 * @property {string} operator
 * @property {boolean} rehearsal
 */

/** @returns {string} 128 random bits as 32 hexadecimal digits */
export function newUid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Shift} shift */
function signed({ checkpoint, operator, rehearsal }) {
  return { uid: newUid(), checkpoint, at_device: deviceTime(), offset_ms: offsetMs(), rehearsal, operator };
}

/**
 * @param {Shift} shift
 * @param {string} code as read
 * @param {Source} source
 * @param {number} seq counts the scans of this phone
 * @returns {Operation}
 */
export function scanOperation(shift, code, source, seq) {
  return { op: "scan", seq, source, code, shown_verdict: null, ...signed(shift) };
}

/**
 * @param {Shift} shift
 * @param {string} registration uid of who was found by name
 * @param {number} seq counts the scans of this phone
 * @returns {Operation}
 */
export function searchOperation(shift, registration, seq) {
  return { op: "scan", seq, source: "search", registration, shown_verdict: null, ...signed(shift) };
}

/**
 * @param {Shift} shift
 * @param {string} undoes uid of the scan
 * @param {UndoReason} reason
 * @returns {Operation}
 */
export function undoOperation(shift, undoes, reason) {
  return { op: "undo", undoes, reason, ...signed(shift) };
}

/**
 * Somebody else showed the card of a guest who is in already.
 *
 * @param {Shift} shift
 * @param {string} scan uid of the scan that said so
 * @param {Holding} holding
 * @returns {Operation}
 */
export function holdOperation(shift, scan, { cardKept, note }) {
  return { op: "hold", scan, card_kept: cardKept, note, ...signed(shift) };
}

/**
 * An organizer lets in whom a scan refused.
 *
 * @param {Shift} shift
 * @param {string} scan uid of the refused scan
 * @param {Permission} permission
 * @returns {Operation}
 */
export function permitOperation(shift, scan, { reason, note, pin }) {
  return { op: "permit", scan, reason, note, pin, ...signed(shift) };
}

/**
 * A spare card becomes somebody's.
 *
 * @param {Shift} shift
 * @param {string} scan uid of the scan of the spare card
 * @param {string} registration uid of the person
 * @returns {Operation}
 */
export function bindOperation(shift, scan, registration) {
  return { op: "bind", scan, registration, ...signed(shift) };
}

/**
 * Somebody who is not on the list.
 *
 * @param {Shift} shift
 * @param {Newcomer} newcomer
 * @returns {Operation}
 */
export function walkInOperation(shift, { name, category, region, scan, isNew }) {
  return { op: "walk_in", name, category, region, is_new: isNew, ...(scan ? { scan } : {}), ...signed(shift) };
}

/** The same content is the same operation, so that an answer lost on its way is no second effect. */
export class SameAgain {
  constructor() {
    /** @type {{ key: string, operation: Operation } | null} what may have arrived */
    this.sent = null;
  }

  /**
   * @param {unknown} content
   * @param {() => Operation} make
   */
  operationFor(content, make) {
    const key = JSON.stringify(content);
    if (this.sent?.key !== key) this.sent = { key, operation: make() };
    return this.sent.operation;
  }
}
