import { say } from "./main.js";

// The pattern of numbers as pieces: tokens as boxes, typed text between them. The plain field stays what is sent;
// without script it is what one sees. On a box: Delete takes it out, the arrow keys move it.
export default function pattern(area) {
  const source = area.querySelector("input");
  const names = new Map(JSON.parse(area.dataset.tokens));
  const label = area.querySelector("label");
  const box = document.createElement("div");
  box.className = "pattern-box";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `${label.textContent}, bagian demi bagian`);
  const more = document.createElement("div");
  more.className = "pattern-more";
  source.after(box, more);
  source.hidden = true;
  area.querySelector(".hint")?.remove();
  label.removeAttribute("for");
  let parts = split(source.value);

  function store() {
    source.value = parts.map((part) => (part.token ? `{${part.token}}` : part.text)).join("");
    source.dispatchEvent(new Event("input", { bubbles: true }));
    showExample();
  }

  function draw(focus = -1) {
    parts = tidy(parts);
    box.replaceChildren(...parts.map((part, place) => (part.token ? piece(part, place) : text(part))));
    more.replaceChildren(...[...names].filter(([token]) => !parts.some((part) => part.token === token)).map(addButton));
    box.children[focus]?.focus();
  }

  function piece(part, place) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "piece";
    button.textContent = names.get(part.token) ?? part.token;
    button.setAttribute("aria-label", `${button.textContent}. Tekan untuk melepas, panah untuk memindah`);
    button.addEventListener("click", () => remove(place));
    button.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) { event.preventDefault(); move(place, step); }
      if (event.key === "Delete" || event.key === "Backspace") { event.preventDefault(); remove(place); }
    });
    return button;
  }

  function text(part) {
    const input = document.createElement("input");
    input.type = "text";
    input.value = part.text;
    input.size = Math.max(1, part.text.length);
    input.setAttribute("aria-label", "Tulisan di antara bagian");
    input.addEventListener("input", () => {
      part.text = input.value.replaceAll(/[{}]/g, "");
      input.size = Math.max(1, part.text.length);
      store();
    });
    return input;
  }

  function addButton([token, word]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.textContent = `+ ${word}`;
    button.addEventListener("click", () => {
      if (parts.length && !parts.at(-1).text) parts.push({ text: "/" });
      parts.push({ token });
      draw();
      store();
      say(`${word} ditambahkan`);
      box.querySelectorAll(".piece").item(box.querySelectorAll(".piece").length - 1).focus();
    });
    return button;
  }

  function remove(place) {
    say(`${names.get(parts[place].token)} dilepas`);
    parts.splice(place, 1);
    draw(Math.max(0, place - 1));
    store();
  }

  function move(place, step) {
    let other = place + step;
    while (parts[other] && !parts[other].token) other += step;
    if (!parts[other]) return;
    [parts[place], parts[other]] = [parts[other], parts[place]];
    draw(other);
    store();
  }

  function showExample() {
    const example = document.querySelector("[data-pattern-example]");
    const value = (name) => document.getElementById(name)?.value.trim() ?? "";
    const words = {
      klas: value(area.dataset.klas), unit: value(area.dataset.unit), nomor: value(area.dataset.first) || "1",
      tahun: area.dataset.year, bulan_romawi: area.dataset.month,
    };
    if (example) example.textContent = source.value.replace(/\{(\w+)\}/g, (_, token) => words[token] || "…");
  }

  for (const name of [area.dataset.klas, area.dataset.unit, area.dataset.first]) {
    document.getElementById(name)?.addEventListener("input", showExample);
  }
  draw();
}

function split(value) {
  return value.split(/(\{\w+\})/).filter(Boolean)
    .map((piece) => (/^\{\w+\}$/.test(piece) ? { token: piece.slice(1, -1) } : { text: piece }));
}

// Two texts side by side are one; a text left over at an end goes with the token that it belonged to.
function tidy(parts) {
  const found = [];
  for (const part of parts) {
    if (!part.token && found.length && !found.at(-1).token) found.at(-1).text = part.text || found.at(-1).text;
    else found.push(part);
  }
  while (found.length && found[0].text === "/") found.shift();
  while (found.length && found.at(-1).text === "/") found.pop();
  return found;
}
