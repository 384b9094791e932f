// Says that this page is open, and shows who else is at the entry: one beat every twenty seconds while it is looked at.

const BEAT = 20000;
const place = document.querySelector("[data-presence]");
let told = place?.innerHTML.trim();

async function beat() {
  if (document.visibilityState !== "visible" || !navigator.onLine) return;
  const body = new FormData();
  body.append("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
  body.append("section", place.dataset.section);
  const headers = { Accept: "application/json" };
  const options = { method: "POST", body, headers, redirect: "error" };
  const answer = await fetch(place.dataset.presence, options).catch(() => null);
  if (!answer?.ok) return;
  const { html, held } = await answer.json();
  if (html.trim() !== told) {
    told = html.trim();
    place.innerHTML = html;
  }
  for (const line of document.querySelectorAll("[data-held]")) {
    line.textContent = held[line.dataset.held] ?? "";
    line.hidden = !line.textContent;
  }
}

if (place) {
  setInterval(beat, BEAT);
  document.addEventListener("visibilitychange", beat);
}
