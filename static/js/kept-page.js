// Has the private page kept on this telephone (see private-page-worker.js) and says so once it is. Where the browser
// has no service workers, or will not keep anything, the page stays as the server sent it.
const SCOPE = "/p/";

export default function keptPage(element) {
  // Answered from the kept copy: there is no network to ask, and the style sheet says it.
  if (!navigator.serviceWorker || "kept" in document.documentElement.dataset) return;
  keep(element).catch(() => {});
}

async function keep(element) {
  await navigator.serviceWorker.register(element.dataset.worker, { scope: SCOPE });
  const [{ active }] = await Promise.all([navigator.serviceWorker.ready, document.fonts.ready]);
  const files = await filesOfPage();
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => { if (data === "kept") element.dataset.isKept = ""; };
  active.postMessage({ address: window.location.href.split("#", 1)[0], files }, [channel.port2]);
}

// What the page loaded so far, and the modules that may still be on their way.
async function filesOfPage() {
  const named = [...document.querySelectorAll("[data-module]")].flatMap((one) => one.dataset.module.split(" "));
  const files = [...await loaded(), ...named.map((name) => new URL(`./${name}.js`, import.meta.url).href)];
  const own = `${window.location.origin}/static/`;
  return [...new Set(files)].filter((one) => one.startsWith(own));
}

function loaded() {
  return new Promise((resolve) => {
    new PerformanceObserver((list, observer) => {
      observer.disconnect();
      resolve(list.getEntries().map((one) => one.name));
    }).observe({ type: "resource", buffered: true });
  });
}
