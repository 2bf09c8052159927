/**
 * One way to ask the server, with a time limit, which tells our own answer from a captive portal's.
 *
 * The network is never judged by `navigator.onLine`: a hotel's wifi says "online" and answers 200 with its own
 * sign-in page. An answer is ours when it carries our header.
 */

import { learnOffset } from "./device_clock.js";

/** @typedef {import("./no_answer_words.js").NoAnswerKind} NoAnswerKind */

const LIMIT_MS = 6000;
const OUR_HEADER = "X-Eventmgr";

/** Thrown when a question got no answer that counts. `kind` says why, `message` is the server's sentence. */
export class NoAnswer extends Error {
  /**
   * @param {NoAnswerKind} kind
   * @param {string} [message]
   */
  constructor(kind, message = "") {
    super(message || kind);
    this.kind = kind;
  }

  /** True when asking the same thing again may help without anybody doing something first. */
  get mayPass() {
    return this.kind === "network" || this.kind === "server";
  }
}

/**
 * @param {unknown} error
 * @returns {NoAnswer} anything else is a fault of this page and must be seen
 */
export function asNoAnswer(error) {
  if (error instanceof NoAnswer) return error;
  throw error;
}

/** @type {Record<number, NoAnswerKind>} */
const KINDS = { 400: "reload", 401: "signed_out", 403: "not_yours", 404: "not_yours", 409: "refused", 413: "refused", 422: "refused" };

/**
 * Ask the server and give back its JSON.
 *
 * @param {string} address
 * @param {{ body?: object, csrfToken?: string, cache?: RequestCache }} [question] a body makes it a POST;
 *   "no-cache" lets the browser keep the answer and ask whether it still holds
 * @returns {Promise<any>}
 * @throws {NoAnswer}
 */
export async function ask(address, { body, csrfToken, cache = "no-store" } = {}) {
  const asked = Date.now();
  const { response, text } = await fetchWithin(address, body, csrfToken, cache);
  const data = parsed(text);
  const isOurs = response.headers.has(OUR_HEADER) || Boolean(data?.error?.code);
  if (!isOurs) throw new NoAnswer(response.status >= 500 ? "server" : "portal");
  if (!response.ok) throw new NoAnswer(KINDS[response.status] ?? "server", data?.error?.message);
  if (data === null) throw new NoAnswer("server");
  if (data.server_time) learnOffset(data.server_time, asked, Date.now());
  return data;
}

/**
 * @param {string} address
 * @param {object | undefined} body
 * @param {string | undefined} csrfToken
 * @param {RequestCache} cache
 */
async function fetchWithin(address, body, csrfToken, cache) {
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), LIMIT_MS);
  try {
    const response = await fetch(address, {
      method: body ? "POST" : "GET",
      body: body && JSON.stringify(body),
      headers: body ? { "Content-Type": "application/json", "X-CSRFToken": csrfToken ?? "" } : {},
      credentials: "same-origin",
      cache,
      redirect: "manual", // a portal's redirect must not lead us to a page of its own
      signal: stopper.signal,
    });
    return { response, text: await response.text() };
  } catch {
    throw new NoAnswer(stopper.signal.aborted ? "server" : "network");
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
