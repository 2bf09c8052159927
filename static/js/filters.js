// A filter form sends itself when a choice changes; its own button is then not needed. Typing waits 400 ms and keeps
// the place of the cursor over the reload.
const REMEMBERED = "eventmgr-filter-focus";

export default function filters(form) {
  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  let waiting;
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox], input[type=radio], .dated input")) form.requestSubmit();
  });
  form.addEventListener("input", (event) => {
    if (!event.target.matches("input[type=search]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      sessionStorage.setItem(REMEMBERED, event.target.id);
      form.requestSubmit();
    }, 400);
  });
  form.addEventListener("formdata", (event) => {
    for (const [key, value] of [...event.formData]) if (value === "") event.formData.delete(key);
  });
  const field = document.getElementById(sessionStorage.getItem(REMEMBERED) ?? "");
  sessionStorage.removeItem(REMEMBERED);
  if (field && form.contains(field)) {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }
}
