import { say } from "./main.js";

// Counts the pause down; the button works when it is over. The heading is not read out at each second.
export default function wait(box) {
  const heading = document.querySelector("h1");
  const bar = box.querySelector("progress");
  const button = box.querySelector("button");
  const words = button.querySelector(".words");
  const label = words.textContent;
  const ends = performance.now() + Number(box.dataset.seconds) * 1000;
  button.setAttribute("aria-disabled", "true");
  box.querySelector("form").addEventListener("submit", (event) => {
    if (button.hasAttribute("aria-disabled")) event.preventDefault();
  });
  const tick = () => {
    const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    bar.value = left;
    heading.textContent = left ? `Tunggu ${left} detik` : "Sekarang bisa";
    words.textContent = left ? `${label}, ${left} detik` : label;
    if (left === 30 || left === 10) say(`${left} detik`);
    if (left) return;
    clearInterval(timer);
    button.removeAttribute("aria-disabled");
    say("Sekarang bisa");
  };
  const timer = setInterval(tick, 1000);
  tick();
}
