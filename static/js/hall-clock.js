// The clock of the hall screen follows the server's hour, not the projector's laptop, and goes on without the net.
export default function hallClock(clock) {
  const ahead = Number(clock.dataset.epoch) - Date.now();
  const words = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: clock.dataset.zone });
  setInterval(() => {
    clock.textContent = words.format(Date.now() + ahead).replace(":", ".");
  }, 1000);
  keepAwake();
}

// The screen must not fall asleep before the last guest has come.
function keepAwake() {
  const ask = () => navigator.wakeLock?.request("screen").catch(() => null);
  ask();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
}
