import { say } from "./main.js";
import { keep } from "./typed.js";

// A file is sent by this script, so that one sees how far it is and can stop it. Without a file, and without
// script, the form goes its usual way.
export default function upload(form) {
  const state = form.querySelector(".upload-state");
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    const input = form.querySelector("input[type=file]");
    if (!input?.files.length) {
      keep(form); // a file is sent without leaving the page, so nothing typed is lost then
      form.dataset.sent = "1";
      return;
    }
    event.preventDefault();
    form.dataset.sent = "1";
    send(form, state, input.files[0]);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
}

function send(form, state, { name, size }) {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("X-Eventmgr", "upload");
  request.responseType = "json";
  const shown = draw(state, name, () => request.abort());
  request.upload.addEventListener("progress", (event) => shown.move(event.loaded, Math.max(size, event.total)));
  request.addEventListener("load", () => {
    if (request.response?.to) window.location.assign(request.response.to);
    else fail(form, state, words(request));
  });
  request.addEventListener("error", () => fail(form, state, "Jaringan terputus, berkas belum terkirim. Tekan Simpan lagi."));
  request.addEventListener("abort", () => fail(form, state, "Unggahan dihentikan. Belum ada yang disimpan."));
  request.send(new FormData(form));
  say("Mengunggah…");
}

function words(request) {
  const answer = request.response;
  if (answer?.revision) document.querySelector("input[name=revision]").value = answer.revision;
  if (answer?.message) return answer.message;
  const first = answer?.fields && Object.values(answer.fields)[0];
  if (first) return first;
  if (request.status === 413) return "Berkas ini lebih dari 50 MB. Kecilkan, atau pakai tautan.";
  if (request.status === 401 || request.status === 403 || request.status === 200)
    return "Sesi masuk sudah berakhir. Masuk lagi di tab lain, lalu tekan Simpan lagi.";
  return "Berkas belum tersimpan. Tekan Simpan lagi; bila tetap gagal, muat ulang halaman ini.";
}

// The box of file_state (templates/components/field.html), with its band.
function draw(state, name, stop) {
  const told = document.createElement("span");
  told.textContent = "Mengunggah…";
  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.className = "link-button";
  cancel.textContent = "Batal";
  cancel.addEventListener("click", stop);
  const act = document.createElement("span");
  act.className = "file-act";
  act.append(cancel);
  const band = document.createElement("progress");
  band.className = "weave";
  band.setAttribute("aria-label", `Mengunggah ${name}`);
  state.replaceChildren(box(name, [told, act], band));
  state.hidden = false;
  return {
    move(loaded, total) {
      band.max = total;
      band.value = loaded;
      told.textContent = loaded < total ? `${megabytes(loaded)} dari ${megabytes(total)} MB` : "Memeriksa berkas…";
    },
  };
}

function box(name, beside, below) {
  const [outer, inner, line, bold] = ["div", "div", "p", "b"].map((tag) => document.createElement(tag));
  outer.className = "file-drop filled";
  inner.className = "file-words";
  line.className = "file-told";
  bold.className = "file-name";
  bold.textContent = name;
  line.append(bold, ...beside);
  inner.append(line, below);
  outer.append(inner);
  return outer;
}

function megabytes(bytes) {
  return (bytes / 1_000_000).toFixed(1).replace(".", ",");
}

function fail(form, state, text) {
  delete form.dataset.sent;
  const message = document.createElement("p");
  message.className = "message";
  message.setAttribute("role", "alert");
  message.textContent = text;
  state.replaceChildren(message);
}
