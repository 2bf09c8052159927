// The button of a reprint counts what is ticked; the tick in the head ticks or clears all.
/** @param {HTMLFormElement} form */
export default function cardsDue(form) {
  const button = /** @type {HTMLButtonElement | null} */ (form.querySelector("[data-due]"));
  const headLabel = /** @type {HTMLElement | null} */ (document.querySelector("[data-all-cards]"));
  const head = headLabel?.querySelector("input");
  if (!button || !headLabel || !head) return;
  const boxes = [...document.querySelectorAll("input[name=kartu]")].map((box) => /** @type {HTMLInputElement} */ (box));
  const others = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=lain]"));
  const words = button.querySelector(".words");

  function show() {
    const here = boxes.filter((box) => box.checked).length;
    head.checked = here === boxes.length;
    head.indeterminate = here > 0 && here < boxes.length;
    const count = here + (others?.checked ? Number(button.dataset.due) : 0);
    // busy.js lays a second, hidden word beside the first.
    (words.firstElementChild ?? words).textContent = `Cetak ${count.toLocaleString("id-ID")} kartu`;
    button.disabled = count === 0;
  }

  headLabel.hidden = false;
  head.addEventListener("change", () => {
    for (const box of boxes) box.checked = head.checked;
    show();
  });
  for (const box of others ? [...boxes, others] : boxes) box.addEventListener("change", show);
  show();
}
