// The bar under the form of a person: it comes with the first change and counts what is left to choose.
export default function participantsChanges(form) {
  const bar = document.querySelector(".action-bar");
  const words = bar?.querySelector(".bar-words b");
  const choices = [...form.querySelectorAll("fieldset.choice")];
  if (!bar) return;
  if (choices.length) {
    form.addEventListener("change", () => {
      const open = choices.filter((choice) => !choice.querySelector("input[type=radio]:checked"));
      const names = open.map((choice) => lower(choice.querySelector("legend").textContent.trim()));
      words.textContent = open.length
        ? `${open.length === 1 ? "Satu isian" : `${open.length} isian`} lagi belum dipilih: ${names.join(", ")}`
        : "Semua isian sudah dipilih";
    });
    return;
  }
  if (form.closest("main").querySelector(".error-summary")) return;
  const before = new Map([...new FormData(form)].map(([name, value]) => [name, value]));
  const show = () => {
    const now = [...new FormData(form)];
    const changed = now.filter(([name, value]) => before.get(name) !== value).length + (now.length === before.size ? 0 : 1);
    bar.hidden = changed === 0;
    words.textContent = changed === 1 ? "1 isian berubah, belum disimpan" : `${changed} isian berubah, belum disimpan`;
  };
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  show();
}

function lower(words) {
  return words[0].toLowerCase() + words.slice(1);
}
