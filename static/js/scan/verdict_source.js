/**
 * Where verdicts come from. The page knows only `decide()`; today it asks the server for each operation.
 * The offline issue replaces the inside of this function: the verdict from the phone's own list, the delivery later.
 */

import { deviceTime } from "./device_clock.js";
import { NoAnswer, ask } from "./server.js";

/**
 * @typedef {import("./operations.js").Operation} Operation
 * @typedef {import("./verdict_words.js").ScanResult} ScanResult
 * @typedef {{ checkpoint: string, present: number, registered: number }} Count
 * @typedef {{ result: ScanResult, count: Count | null }} Answer
 * @typedef {{ syncUrl: string, event: string, csrfToken: string }} Connection
 */

const PAUSE_MS = 400;

/** @type {Connection} */
let connection;

/** @param {Connection} to where to ask; called once when the page starts */
export function connect(to) {
  connection = to;
}

/**
 * Ask what one operation means. Tried twice with the same uid, so that an answer lost on its way is no second
 * effect; the caller may try the same operation again at any time.
 *
 * @param {Operation} operation
 * @returns {Promise<Answer>}
 * @throws {NoAnswer} nothing is known: the operation may or may not have arrived
 */
export async function decide(operation) {
  try {
    return await deliver(operation);
  } catch (error) {
    if (!(error instanceof NoAnswer) || !error.mayPass) throw error;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    return deliver(operation);
  }
}

/**
 * @param {Operation} operation
 * @returns {Promise<Answer>}
 */
async function deliver(operation) {
  const envelope = { event: connection.event, device_time: deviceTime(), feed_rev: 0, ops: [operation] };
  const reply = await ask(connection.syncUrl, { body: envelope, csrfToken: connection.csrfToken });
  const result = reply.results?.find((/** @type {ScanResult} */ entry) => entry.uid === operation.uid);
  if (!result) throw new NoAnswer("server");
  if (result.verdict === "conflict") throw new NoAnswer("refused");
  return { result, count: reply.count ?? null };
}
