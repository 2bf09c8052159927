// The selection of participants over several pages and filters of one list. The ticked registrations are kept for
// this tab; what is not on the page travels along when a button of the bar is pressed.
export default function selection(form) {
  const key = `eventmgr-selection:${form.dataset.event}`;
  const found = Number(form.dataset.found);
  const boxes = [...form.querySelectorAll("input[name=pilih]")];
  const headLabel = form.querySelector("[data-head]");
  const head = headLabel.querySelector("input");
  const bar = document.querySelector(".selection-bar");
  const count = bar.querySelector("[data-count]");
  const everybody = bar.querySelector("[data-everybody]");
  const none = bar.querySelector("[data-none]");
  const cards = bar.querySelector("[data-cards] .words");
  if (form.dataset.done) sessionStorage.removeItem(key);
  const chosen = new Set(JSON.parse(sessionStorage.getItem(key) ?? "[]"));

  headLabel.hidden = false;
  for (const element of bar.querySelectorAll("[data-without-script]")) element.hidden = true;
  document.documentElement.classList.add("selects");

  function show() {
    for (const box of boxes) {
      box.checked = chosen.has(box.value);
      box.closest("tr").classList.toggle("selected", box.checked);
    }
    const here = boxes.filter((box) => box.checked).length;
    head.checked = here === boxes.length;
    head.indeterminate = here > 0 && here < boxes.length;
    bar.classList.toggle("shown", chosen.size > 0);
    count.textContent = `${chosen.size.toLocaleString("id-ID")} peserta dipilih`;
    everybody.hidden = !(head.checked && found > boxes.length && chosen.size < found);
    none.hidden = chosen.size === 0;
    cards.textContent = `Cetak ${chosen.size.toLocaleString("id-ID")} kartu`;
    sessionStorage.setItem(key, JSON.stringify([...chosen]));
  }

  function set(box, wanted) {
    if (wanted) chosen.add(box.value);
    else chosen.delete(box.value);
  }

  let last = null;
  form.addEventListener("click", (event) => {
    const box = event.target.closest?.("input[name=pilih]");
    if (!box) return;
    // With Shift everything between the last tick and this one follows it.
    if (event.shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const one of boxes.slice(from, to + 1)) set(one, box.checked);
    } else set(box, box.checked);
    last = box;
    show();
  });
  head.addEventListener("change", () => {
    for (const box of boxes) set(box, head.checked);
    show();
  });
  none.addEventListener("click", () => { chosen.clear(); show(); });
  everybody.addEventListener("click", async () => {
    const answer = await fetch(form.dataset.all, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    for (const uid of (await answer.json()).pilihan) chosen.add(uid);
    show();
  });
  form.addEventListener("formdata", (event) => {
    const here = new Set(boxes.map((box) => box.value));
    const elsewhere = [...chosen].filter((uid) => !here.has(uid));
    if (elsewhere.length) event.formData.append("pilih", elsewhere.join(" "));
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  show();
}
