import { say } from "./main.js";

// <button data-module="copy" data-copy="text"> copies; its word becomes "Tersalin" for two seconds.
export default function copy(button) {
  const words = button.querySelector("[data-copied], .words") ?? button;
  const before = words.textContent;
  button.addEventListener("click", async () => {
    await write(button.dataset.copy);
    words.textContent = words.dataset.copied || "Tersalin";
    say("Tersalin");
    setTimeout(() => { words.textContent = before; }, 2000);
  });
}

// On an office network without https the browser has no clipboard for us, but still knows the old way.
async function write(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "vh";
  field.setAttribute("aria-hidden", "true");
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
