// Says beside the hours how long a session is and how many JP that makes; what a break does not have goes away.
export default function agendaForm(form) {
  const words = form.querySelector("[data-minutes]");
  const lesson = Number(form.dataset.lesson);
  const show = () => {
    const minutes = minutesOf(form.elements.ends.value) - minutesOf(form.elements.starts.value);
    const isBreak = form.elements.kind.value === "break";
    for (const part of form.querySelectorAll(".speaker, .jp-words, .field:has(#jp), .field:has(#has_door)")) part.hidden = isBreak;
    if (!(minutes > 0)) words.textContent = "";
    else if (isBreak) words.textContent = `${minutes} menit.`;
    else words.textContent = `${minutes} menit, dihitung ${form.elements.jp.value || Math.floor(minutes / lesson)} JP.`;
  };
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  show();
}

function minutesOf(text) {
  const found = /^\s*(\d{1,2})[.:,]?(\d{2})?\s*$/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2] ?? 0) : NaN;
}
