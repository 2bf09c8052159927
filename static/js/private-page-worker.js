// Keeps the private page as it was last seen, with what it needs to be drawn, so that the QR opens in a hall
// without network. Served from the root with the scope /p/: it never sees another page, and of those below /p/
// it keeps only the private page itself: no PDF, no certificate, no card, no material.
//
// Network first. The kept copy answers when the network fails, takes too long, or answers for somebody else (a
// hotel's sign-in page; our answers carry X-Eventmgr). An answer that the link is renewed, closed or unknown
// clears the copy.
//
// A new worker takes over at once: nothing waits in this one that could be lost.

const KEPT = "halaman-peserta-1";
const PAGE = /^\/p\/[^/]+$/;
const FILE = /^\/static\//;
const LIMIT_MS = 4000;
//: a family shares a telephone; older pages make room
const MOST_PAGES = 12;
const LOOSE = { ignoreVary: true };

//: windows that were answered from the kept copy: their files come from there, too, without waiting again
const answeredFromKept = new Set();

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && PAGE.test(pathname)) event.respondWith(page(event));
  else if (FILE.test(pathname)) event.respondWith(file(event));
});

self.addEventListener("message", (event) => {
  const { address, files } = event.data;
  event.waitUntil(
    keepAll(address, files).then(
      () => event.ports[0].postMessage("kept"),
      () => event.ports[0].postMessage("not kept"),
    ),
  );
});

async function page(event) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(event.request, LOOSE);
  const fresh = fetch(event.request).then(async (answer) => {
    await note(cache, event.request.url, answer);
    return answer;
  });
  event.waitUntil(fresh.catch(() => null));
  if (!kept) return fresh;
  const answer = await Promise.race([fresh.catch(() => null), after(LIMIT_MS)]);
  if (answer && isOurs(answer)) return answer;
  answeredFromKept.add(event.resultingClientId);
  return asKept(kept);
}

async function file(event) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(event.request, LOOSE);
  if (kept && answeredFromKept.has(event.clientId)) return kept;
  try {
    const answer = await fetch(event.request);
    if (answer.status === 200) await cache.put(event.request.url, answer.clone());
    return answer.ok || !kept ? answer : kept;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

// The first visit loaded everything before this worker was there; the files come out of the browser's own store.
async function keepAll(address, files) {
  const cache = await caches.open(KEPT);
  if (!(await cache.match(address, LOOSE))) {
    await note(cache, address, await fetch(address, { cache: "no-store", headers: { Accept: "text/html" } }));
  }
  await Promise.all(files.map((one) => keepFile(cache, one)));
  if (!(await cache.match(address, LOOSE))) throw new Error("the page answered otherwise");
}

async function keepFile(cache, address) {
  if (await cache.match(address, LOOSE)) return;
  const answer = await fetch(address, { cache: "force-cache" });
  if (!answer.ok) throw new Error(String(answer.status));
  await cache.put(address, answer);
}

// Keeps a private page that was answered, and forgets one whose link opens nothing any more.
async function note(cache, address, answer) {
  if (!isOurs(answer)) return;
  const { pathname, search } = new URL(address);
  if (answer.status === 404 || answer.status === 410) {
    // `?kegiatan=` of an event that one left is gone alone; a link that ended takes all its pages with it.
    await cache.delete(address, { ...LOOSE, ignoreSearch: answer.status === 410 || !search });
  } else if (answer.status === 200 && PAGE.test(pathname)) {
    await cache.delete(address, LOOSE); // written anew it stands last, as the newest
    await cache.put(address, answer.clone());
    const pages = (await cache.keys()).filter((one) => PAGE.test(new URL(one.url).pathname));
    for (const oldest of pages.slice(0, -MOST_PAGES)) await cache.delete(oldest, LOOSE);
  }
}

function isOurs(answer) {
  return answer.status < 500 && answer.headers.has("X-Eventmgr");
}

// The page as it was, marked, so that it can say that it is not fresh.
async function asKept(answer) {
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response((await answer.text()).replace("<html ", "<html data-kept "), { headers });
}

function after(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, null));
}
