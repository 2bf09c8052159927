// Turns the select of kelurahan into a field with suggestions: some letters of the kelurahan or its kecamatan are
// enough. The select stays in the page and carries the value, so that the form is the same with and without script.
const MOST = 8;

export default function participantsRegion(field) {
  const select = field.querySelector("select");
  const label = field.querySelector("label");
  const hint = field.querySelector(".hint");
  const levels = JSON.parse(field.dataset.levels);
  const categories = [...document.querySelectorAll("input[name=category]")];
  const places = [...select.querySelectorAll("option[value]:not([value=''])")].map((option) => ({
    value: option.value,
    level: option.dataset.level,
    name: option.textContent,
    district: option.parentElement.label ?? "",
    key: fold(`${option.textContent} ${option.parentElement.label ?? ""}`),
  }));
  const input = build(select, label, hint);
  const list = document.createElement("ul");
  list.id = "region-pilihan";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Wilayah yang cocok");
  list.hidden = true;
  input.after(list);
  let active = -1;

  const level = () => levels[categories.find((one) => one.checked)?.value ?? ""] ?? null;
  const chosen = () => places.find((place) => place.value === select.value);
  const words = (place) => (place.level === "kelurahan" ? `${place.name}, ${place.district}` : place.name);

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function pick(place) {
    select.value = place.value;
    input.value = words(place);
    close();
  }

  function offer() {
    const typed = fold(input.value);
    const fits = typed ? places.filter((place) => place.level === level() && typed.split(" ").every((word) => place.key.includes(word))) : [];
    list.replaceChildren(...fits.slice(0, MOST).map((place, index) => {
      const item = document.createElement("li");
      item.id = `region-pilihan-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const district = document.createElement("small");
      district.textContent = place.level === "kelurahan" ? place.district : "";
      item.append(place.name, district);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); pick(place); });
      item.place = place;
      return item;
    }));
    active = -1;
    list.hidden = fits.length === 0;
    input.setAttribute("aria-expanded", String(fits.length > 0));
    input.removeAttribute("aria-activedescendant");
  }

  function move(step) {
    const items = [...list.children];
    if (!items.length) return;
    active = (active + step + items.length) % items.length;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    input.setAttribute("aria-activedescendant", items[active].id);
    items[active].scrollIntoView({ block: "nearest" });
  }

  input.addEventListener("input", () => { select.value = ""; offer(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) offer();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      pick((list.children[active] ?? list.children[0]).place);
    } else if (event.key === "Escape") close();
  });
  input.addEventListener("blur", () => {
    const only = list.hidden ? null : list.children.length === 1 ? list.children[0].place : null;
    if (only && !select.value) pick(only);
    close();
  });

  function follow() {
    const wanted = level();
    field.hidden = wanted === null;
    if (!wanted) return;
    label.textContent = wanted[0].toUpperCase() + wanted.slice(1);
    if (chosen()?.level !== wanted) { select.value = ""; input.value = ""; }
  }
  for (const one of categories) one.addEventListener("change", follow);
  if (chosen()) input.value = words(chosen());
  follow();
}

function build(select, label, hint) {
  const input = document.createElement("input");
  input.type = "text";
  input.id = select.id;
  input.autocomplete = "off";
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", "region-pilihan");
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  select.id = `${select.id}-nilai`;
  select.hidden = true;
  select.setAttribute("aria-label", label.textContent);
  hint.textContent = hint.dataset.hint;
  select.after(input);
  return input;
}

function fold(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^0-9a-z]+/g, " ").trim();
}
