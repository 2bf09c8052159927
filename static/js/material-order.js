// Rows are dragged by their handle; on release the order of the day is sent with the form that stands behind it.
// "Ubah urutan" below the rows does the same by keys.
export default function materialOrder(list) {
  const form = document.getElementById(list.dataset.form);
  list.classList.add("ordered");
  for (const row of list.querySelectorAll("[data-uid]")) {
    row.querySelector(".handle").addEventListener("pointerdown", (event) => drag(event, row, list, form));
  }
}

function drag(start, row, list, form) {
  start.preventDefault();
  const handle = start.currentTarget;
  const before = order(list).join();
  handle.setPointerCapture(start.pointerId);
  row.classList.add("dragged");
  const move = (event) => {
    const others = [...list.querySelectorAll("[data-uid]")].filter((other) => other !== row);
    const next = others.find((other) => {
      const box = other.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    });
    if (next) next.before(row);
    else others.at(-1)?.after(row);
  };
  const stop = () => {
    handle.removeEventListener("pointermove", move);
    row.classList.remove("dragged");
    if (order(list).join() !== before) send(list, form);
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("pointerup", stop, { once: true });
  handle.addEventListener("pointercancel", stop, { once: true });
}

function order(list) {
  return [...list.querySelectorAll("[data-uid]")].map((row) => row.dataset.uid);
}

function send(list, form) {
  for (const uid of order(list)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "uid";
    field.value = uid;
    form.append(field);
  }
  form.submit();
}
