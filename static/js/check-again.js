// While a certificate is being made the page asks again by itself every 30 seconds.
export default function checkAgain() {
  setTimeout(() => window.location.reload(), 30_000);
}
