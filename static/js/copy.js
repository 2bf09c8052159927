import { say } from "./main.js";

// <button data-module="copy" data-copy="text"> copies; its word becomes "Tersalin" for two seconds.
export default function copy(button) {
  const words = button.querySelector("[data-copied]") ?? button;
  const before = words.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    words.textContent = words.dataset.copied || "Tersalin";
    say("Tersalin");
    setTimeout(() => { words.textContent = before; }, 2000);
  });
}
