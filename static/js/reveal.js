// A button "Lihat" at the right of a password field.
export default function reveal(control) {
  const input = control.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "reveal";
  control.classList.add("revealing");
  control.append(button);
  const show = (visible) => {
    input.type = visible ? "text" : "password";
    button.textContent = visible ? "Tutup" : "Lihat";
    button.setAttribute("aria-label", visible ? "Tutup kata sandi" : "Lihat kata sandi");
    button.setAttribute("aria-pressed", String(visible));
  };
  button.addEventListener("click", () => show(input.type === "password"));
  // The browser shall remember a password, not a plain text.
  input.form?.addEventListener("submit", () => show(false));
  show(false);
}
