// Keeps the page as the project stands, by asking for it again; it sends nothing else.
const EVERY_MS = 3000;
const notice = document.getElementById("notice");
let version = "";

async function look() {
  if (document.hidden) return;
  try {
    const headers = version ? { "If-None-Match": version } : {};
    const answer = await fetch(location.href, { headers, cache: "no-store" });
    notice.hidden = true;
    version = answer.headers.get("ETag") ?? "";
    if (answer.status !== 304) show(await answer.text());
  } catch {
    notice.hidden = false;
  }
}

function show(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  const main = document.querySelector("main");
  if (!fresh || main.isEqualNode(fresh)) return;
  const focused = document.activeElement?.getAttribute("href");
  main.replaceWith(fresh);
  if (focused) fresh.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

setInterval(look, EVERY_MS);
document.addEventListener("visibilitychange", look);
