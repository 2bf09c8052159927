// Counts the ticked names on the button, ticks a name when its hour is typed, and all that are shown at once.
export default function paperSheet(form) {
  const words = document.querySelector("[data-paper-save] .words");
  const ticks = [...form.querySelectorAll("input[name=hadir]")];
  const codes = form.querySelector("textarea");
  const all = form.querySelector("[data-paper-all]");
  const isFull = () => ticks.every((tick) => tick.checked);
  const update = () => {
    const typed = codes.value.split(/[\s,;]+/).filter(Boolean).length;
    const number = ticks.filter((tick) => tick.checked).length + typed;
    const label = number ? `Simpan ${number.toLocaleString("id-ID")} orang dari kertas` : "Simpan dari kertas";
    (words.querySelector("span:not(.hidden-word)") ?? words).textContent = label;
    for (const tick of ticks) tick.closest("tr").classList.toggle("selected", tick.checked);
    if (all) all.querySelector(".words").textContent = isFull() ? "Kosongkan centang" : "Centang semua yang tampil";
  };
  if (all) all.hidden = ticks.length < 2;
  all?.addEventListener("click", () => {
    const wanted = !isFull();
    for (const tick of ticks) tick.checked = wanted;
    update();
  });
  form.addEventListener("input", (event) => {
    const hour = event.target.closest("[name^=jam-]");
    if (hour?.value) hour.closest("tr").querySelector("input[name=hadir]").checked = true;
    update();
  });
  form.addEventListener("change", update);
  update();
}
