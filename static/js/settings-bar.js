import { say } from "./main.js";

// Shows the bar at the foot while the form differs from what is stored, and says how many fields do.
export default function settingsBar(form) {
  const bar = document.getElementById(form.dataset.bar);
  const words = bar.querySelector(".bar-words b");
  const unsaved = Boolean(form.dataset.unsaved);
  const fields = () => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
  const update = () => {
    const number = fields().filter(differs).length;
    const wasHidden = bar.hidden;
    bar.hidden = !number && !unsaved;
    words.textContent = number ? `${number} isian berubah` : "Belum disimpan";
    if (wasHidden && !bar.hidden) say("Ada isian yang belum disimpan");
  };
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  form.addEventListener("pattern-changed", update);
  update();
}

function differs(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
}
