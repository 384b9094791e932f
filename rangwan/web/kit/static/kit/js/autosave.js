// Saves a form as it is typed: posts the whole form to `data-autosave` (or the form's own address), waits for the
// answer, and tells in words how it went. What was typed stays on the page whatever happens.
//
// The answer is JSON: {"saved": "14.03", "version": "7", "problems": [{"id", "message"}]} with 200 when it was kept
// (problems or not); 409 or 412 {"message"} when it cannot be kept as it stands.

const REST = 900; // after the last key
const RETRIES = [2000, 5000, 15000, 30000];

export function autosave(form) {
  const status = form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");
  const state = { timer: 0, running: false, dirty: false, failures: 0, stopped: false };

  const say = (words, failed = false) => {
    if (!status) return;
    status.textContent = words;
    status.classList.toggle("autosave--failed", failed);
  };

  const later = (wait) => {
    clearTimeout(state.timer);
    state.timer = setTimeout(save, wait);
  };

  async function save() {
    if (state.running || !state.dirty || state.stopped) return;
    state.running = true;
    state.dirty = false;
    say(status?.dataset.saving ?? "");
    try {
      const answer = await post(form);
      if (answer.refused) {
        state.stopped = true;
        say(answer.message || status?.dataset.refused, true);
        return;
      }
      state.failures = 0;
      if (answer.version) form.querySelectorAll("input[name=version]").forEach((field) => (field.value = answer.version));
      say((status?.dataset.saved ?? "").replace("TIME", answer.saved ?? ""));
      form.dispatchEvent(new CustomEvent("kit:saved", { bubbles: true, detail: answer }));
    } catch {
      state.dirty = true;
      say(status?.dataset.failed ?? "", true);
      later(RETRIES[Math.min(state.failures++, RETRIES.length - 1)]);
    } finally {
      state.running = false;
      if (state.dirty && !state.failures) later(REST);
    }
  }

  const changed = () => {
    state.dirty = true;
    state.failures = 0;
    later(REST);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    clearTimeout(state.timer);
    state.stopped = true; // the page's own save carries everything
  });
  window.addEventListener("online", () => state.dirty && later(0));
  window.addEventListener("beforeunload", (event) => {
    if (state.dirty && !state.stopped) event.preventDefault();
  });
}

async function post(form) {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  const response = await fetch(form.dataset.autosave || form.getAttribute("action") || location.href, {
    method: "POST",
    body,
    headers: { Accept: "application/json", "X-Autosave": "1" },
    credentials: "same-origin",
    redirect: "error", // a session that has ended answers with the sign-in page: that is not "saved"
  });
  if ([400, 403, 404, 409, 410, 412, 422].includes(response.status)) {
    const answer = await response.json().catch(() => ({}));
    return { refused: true, message: answer.message };
  }
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}
