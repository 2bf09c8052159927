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
 * @typedef {{ count: Count | null, feed_rev: number }} Standing how many are there, and up to which revision of the event that holds
 * @typedef {Standing & { results: Array<ScanResult | null> }} Answer a result of null: this one will never be taken
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
 * Ask what operations mean: one scan, or people who came together, in one delivery. Tried twice with the same uids,
 * so that an answer lost on its way is no second effect; the caller may try the same operations again at any time.
 *
 * @param {Operation[]} operations
 * @returns {Promise<Answer>} results in the order of the operations
 * @throws {NoAnswer} nothing is known: the operations may or may not have arrived
 */
export async function decide(operations) {
  try {
    return await deliver(operations);
  } catch (error) {
    if (!(error instanceof NoAnswer) || !error.mayPass) throw error;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    return deliver(operations);
  }
}

/**
 * @param {Operation[]} operations
 * @returns {Promise<Answer>}
 */
async function deliver(operations) {
  const envelope = { event: connection.event, device_time: deviceTime(), feed_rev: 0, ops: operations };
  const reply = await ask(connection.syncUrl, { body: envelope, csrfToken: connection.csrfToken });
  const results = operations.map(({ uid }) => {
    const result = reply.results?.find((/** @type {ScanResult} */ entry) => entry.uid === uid);
    if (!result) throw new NoAnswer("server");
    return result.verdict === "conflict" ? null : result;
  });
  return { results, count: reply.count ?? null, feed_rev: reply.feed_rev ?? 0 };
}
