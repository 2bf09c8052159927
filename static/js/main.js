// Starts the small modules of a page: <form data-module="busy filters"> loads ./busy.js and ./filters.js and calls
// their default export with the element. A module that fails leaves the page as the server sent it.
// While any is still on its way, <html> lacks data-modules="ready".
import { settle } from "./typed.js";

const waiting = new Set();

export function start(root) {
  for (const element of root.querySelectorAll("[data-module]")) {
    for (const name of element.dataset.module.split(" ")) {
      const mark = `started-${name}`;
      if (element.dataset[camel(mark)]) continue;
      element.dataset[camel(mark)] = "1";
      const coming = import(`./${name}.js`).then((module) => module.default(element));
      waiting.add(coming);
      coming.finally(() => { waiting.delete(coming); tellWhenReady(); });
    }
  }
  tellWhenReady();
}

function tellWhenReady() {
  if (waiting.size) delete document.documentElement.dataset.modules;
  else document.documentElement.dataset.modules = "ready";
}

function camel(text) {
  return text.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
}

// Says something to a screen reader without moving the focus.
export function say(text) {
  document.getElementById("kabar-halaman").textContent = text;
}

start(document);
settle(Promise.allSettled([...waiting]));
document.addEventListener("htmx:load", (event) => start(event.target.parentElement ?? document));
