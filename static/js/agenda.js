// Dragging a session to another hour or day. An extra: the form beside the picture does the same by keyboard.
// <div class="agenda" data-module="agenda" data-first-hour="7">; each <li data-move="address" data-revision="3">.
const MINUTES_A_STEP = 5;
const START = 6;

export default function agenda(picture) {
  for (const words of document.querySelectorAll(".drag-words")) words.hidden = false;
  const sender = document.getElementById("pindah-sesi");
  for (const block of picture.querySelectorAll("[data-move]")) watch(block, picture, sender);
}

function watch(block, picture, sender) {
  block.addEventListener("dragstart", (event) => event.preventDefault());
  block.addEventListener("pointerdown", (event) => {
    // A finger scrolls the page; only a mouse or pen drags.
    if (event.button !== 0 || event.pointerType === "touch") return;
    // A narrow window lists the sessions without a scale of hours to drop them on.
    if (getComputedStyle(picture).display !== "grid") return;
    const from = { x: event.clientX, y: event.clientY, rect: block.getBoundingClientRect() };
    let isDragging = false;
    const move = (step) => {
      const x = step.clientX - from.x, y = step.clientY - from.y;
      if (!isDragging && Math.hypot(x, y) < START) return;
      if (!isDragging) block.setPointerCapture(event.pointerId);
      isDragging = true;
      block.classList.add("dragged");
      block.style.transform = `translate(${x}px, ${y}px)`;
    };
    const stop = (step) => {
      block.removeEventListener("pointermove", move);
      block.removeEventListener("pointerup", stop);
      block.removeEventListener("pointercancel", stop);
      block.classList.remove("dragged");
      block.style.transform = "";
      if (!isDragging) return;
      block.addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
      if (step.type === "pointerup") drop(block, picture, sender, from, step);
    };
    block.addEventListener("pointermove", move);
    block.addEventListener("pointerup", stop);
    block.addEventListener("pointercancel", stop);
  });
}

function drop(block, picture, sender, from, step) {
  const day = dayUnder(picture, step.clientX);
  if (!day) return;
  const height = Number.parseFloat(getComputedStyle(day).gridAutoRows);
  const top = from.rect.top + (step.clientY - from.y) - day.getBoundingClientRect().top;
  const steps = Math.max(0, Math.round(top / height));
  const minutes = Number(picture.dataset.firstHour) * 60 + steps * MINUTES_A_STEP;
  if (minutes >= 24 * 60) return;
  sender.action = block.dataset.move;
  sender.elements.day.value = day.dataset.day;
  sender.elements.starts.value = `${Math.floor(minutes / 60)}.${String(minutes % 60).padStart(2, "0")}`;
  sender.elements.revision.value = block.dataset.revision;
  sender.submit();
}

function dayUnder(picture, x) {
  for (const day of picture.querySelectorAll("[data-day]")) {
    const box = day.getBoundingClientRect();
    if (x >= box.left && x <= box.right) return day;
  }
  return null;
}
