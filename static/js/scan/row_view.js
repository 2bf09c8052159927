/**
 * What the verdict screen says about one row: its answer, what the server would not write down, or why none came.
 */

import { describeNoAnswer, describeRefused } from "./no_answer_words.js";
import { describeBound, describeClock, isBound } from "./outcome_words.js";
import { describe } from "./verdict_words.js";

const CLOCK_OFF_MS = 60000;

/**
 * @param {import("./scan_rows.js").Row} row
 * @param {import("./verdict_words.js").Place} place
 * @param {import("./duty.js").Duty} duty
 * @returns {import("./verdict_words.js").VerdictView}
 */
export function viewOf({ result, trouble, operation, refusal }, place, duty) {
  const { rehearsal } = duty.shift;
  if (refusal) return describeRefused(refusal, rehearsal);
  if (!result) return describeNoAnswer(trouble ?? "server", rehearsal, operation?.op !== "scan");
  const offset = operation?.offset_ms ?? 0;
  const isClockOff = result.verdict === "ok" && result.clock_suspect && Math.abs(offset) >= CLOCK_OFF_MS;
  if (isClockOff && duty.store.mayWarnOfClock(Date.now())) return describeClock(offset, rehearsal);
  const said = describe(result, place, rehearsal);
  return isBound(result) ? describeBound(said, result) : said;
}
