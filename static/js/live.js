import { say, start } from "./main.js";

// Keeps the parts of a page fresh that change by themselves: <div data-module="live" data-live="/…" data-version='"…"'>.
// Every ten seconds it asks for them, with the version that it has; an unchanged board answers 304. It rests while the
// page is hidden, and says in words when no answer comes. Only an answer with our own header counts: the captive
// portal of a hotel answers 200, too.
const PAUSE = 10_000;
const PATIENCE = 8_000;

export default function live(box) {
  const lost = document.querySelector("[data-live-lost]");
  const state = { version: box.dataset.version, moment: lost.dataset.moment, isLost: false, timer: 0, isAsking: false };
  const ask = async () => {
    clearTimeout(state.timer);
    if (document.hidden || state.isAsking) return;
    state.isAsking = true;
    try {
      await refresh(box, state);
      tell(lost, state, false);
    } catch {
      tell(lost, state, true);
    }
    state.isAsking = false;
    state.timer = setTimeout(ask, PAUSE);
  };
  document.addEventListener("visibilitychange", ask);
  window.addEventListener("online", ask);
  state.timer = setTimeout(ask, PAUSE);
}

async function refresh(box, state) {
  const answer = await fetch(box.dataset.live, {
    headers: { "If-None-Match": state.version },
    cache: "no-store",
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
  });
  const moment = answer.headers.get("X-Eventmgr-Moment");
  // Signed out: the page itself leads back to the form. A screen in the hall keeps its last numbers instead.
  if (answer.type === "opaqueredirect" && "reloads" in box.dataset) window.location.reload();
  if (!moment || (answer.status !== 304 && !answer.ok)) throw new Error("not our answer");
  state.moment = moment;
  if (answer.status === 304) return;
  replaceParts(new DOMParser().parseFromString(await answer.text(), "text/html"));
  state.version = answer.headers.get("ETag");
}

function replaceParts(fresh) {
  const focused = document.activeElement?.id;
  const open = [...document.querySelectorAll("[data-live-part] details[open][id]")].map((details) => details.id);
  for (const part of fresh.querySelectorAll("[data-live-part]")) document.getElementById(part.id)?.replaceWith(part);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  const heading = document.querySelector("h1").textContent.trim();
  document.title = document.title.replace(/^[^·]*/, `${heading} `);
  start(document);
}

function tell(lost, state, isLost) {
  lost.hidden = !isLost;
  lost.textContent = isLost ? lost.dataset.words.replace("{}", state.moment) : "";
  if (state.isLost && !isLost) say("Tersambung lagi");
  state.isLost = isLost;
}
