// A file may also be dropped on the box; its name and size stand where the invitation stood.
export default function fileDrop(box) {
  const input = box.querySelector("input[type=file]");
  const name = box.querySelector(".file-name");
  const invitation = name.textContent;
  const show = () => {
    const file = input.files[0];
    box.classList.toggle("filled", Boolean(file));
    name.textContent = file ? `${file.name}, ${size(file.size)}` : invitation;
  };
  for (const type of ["dragenter", "dragover"]) {
    box.addEventListener(type, (event) => {
      event.preventDefault();
      box.classList.add("over");
      name.textContent = "Lepaskan di sini";
    });
  }
  const leave = () => {
    box.classList.remove("over");
    show();
  };
  box.addEventListener("dragleave", leave);
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    leave();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  box.classList.add("enhanced");
  input.addEventListener("change", show);
  show();
}

function size(bytes) {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1).replace(".", ",")} MB`;
}
