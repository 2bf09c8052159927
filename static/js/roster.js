// The preview counts digits while a NIK is typed, lets a repaired cell lose its tint, and counts the button up.
// The server checks everything again: this only saves a trip.
export default function roster(form) {
  const button = document.querySelector("[data-save]");
  const saved = Number(form.dataset.saved);
  const words = button?.querySelector(".words");
  const update = () => {
    let repaired = 0;
    for (const row of form.querySelectorAll("[data-row]")) {
      const cells = [...row.querySelectorAll(".wrong-cell")];
      const open = cells.filter((cell) => !isFixed(cell));
      for (const cell of cells) cell.classList.toggle("fixed", !open.includes(cell));
      if (!cells.length) continue;
      const word = row.querySelector("[data-word]");
      if (!open.length) repaired += 1;
      word.textContent = open.length ? "Bermasalah" : "Diperbaiki";
    }
    if (words) words.textContent = `Simpan ${(saved + repaired).toLocaleString("id-ID")} peserta`;
  };
  for (const input of form.querySelectorAll("[data-nik]")) {
    const count = input.parentElement.querySelector(".count");
    const show = () => {
      const digits = input.value.replace(/\D/g, "").length;
      count.textContent = digits ? `${digits} dari 16` : "";
    };
    input.addEventListener("input", show);
    show();
  }
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  update();
}

function isFixed(cell) {
  const nik = cell.querySelector("[data-nik]");
  if (nik) return nik.value !== nik.defaultValue && /^\d{16}$/.test(nik.value.replace(/[\s.-]/g, ""));
  const select = cell.querySelector("select[data-region]");
  if (select) return select.value !== "";
  return cell.querySelector("input[data-region]:checked") !== null;
}
