/**
 * This phone's clock: how far it is off, and the event's local day and hour.
 */

let offset = 0;

/**
 * Learn the offset from an answer: the server wrote its time somewhere between question and answer.
 *
 * @param {string} serverTime ISO time
 * @param {number} asked milliseconds of this phone
 * @param {number} answered milliseconds of this phone
 */
export function learnOffset(serverTime, asked, answered) {
  const server = Date.parse(serverTime);
  if (!Number.isNaN(server)) offset = Math.round(server - (asked + answered) / 2);
}

/** Milliseconds to add to this phone's clock. */
export function offsetMs() {
  return offset;
}

/** The corrected time, milliseconds. */
export function correctedNow() {
  return Date.now() + offset;
}

/**
 * This phone's own time as ISO text with its offset to UTC, as the server stores it beside the corrected one.
 *
 * @param {number} [at] milliseconds
 * @returns {string} "2024-11-18T07:40:01.123+07:00"
 */
export function deviceTime(at = Date.now()) {
  const minutes = -new Date(at).getTimezoneOffset();
  const local = new Date(at + minutes * 60000).toISOString().slice(0, -1);
  const sign = minutes < 0 ? "-" : "+";
  const hours = String(Math.floor(Math.abs(minutes) / 60)).padStart(2, "0");
  return `${local}${sign}${hours}:${String(Math.abs(minutes) % 60).padStart(2, "0")}`;
}

/**
 * @param {number | string} at milliseconds or ISO time
 * @param {string} zone IANA name
 * @returns {string} "07.52"
 */
export function clockTime(at, zone) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return parts.format(new Date(at)).replace(":", ".");
}

/**
 * @param {number} at milliseconds
 * @param {string} zone IANA name
 * @returns {string} "2024-11-18"
 */
export function localDay(at, zone) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(at));
}
