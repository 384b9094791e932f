// Saves a form as it is typed, and tells in words how it went. What was typed stays on the page whatever happens.
//
// Posts to `data-autosave`. A form with `data-person` is saved question by question (merging.js): what others changed is
// merged or shown, and this browser keeps what the server does not have yet. Any other form is posted whole.
//
// The answer is JSON: {"saved": "14.03", "version": "7", "problems": [{"id", "message"}]} with 200 when it was kept
// (problems or not); 401 when nobody is signed in any more; 403, 409 or 412 {"message"} when it cannot be kept as it
// stands.

import { merging } from "./merging.js";

const REST = 900; // after the last key
const RETRIES = [2000, 5000, 15000, 30000];
const LOOK_AGAIN = 20000; // whether somebody is signed in again

export function autosave(form) {
  const status = form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");
  const signIn = form.querySelector("[data-sign-in]");
  const part = form.dataset.person ? merging(form) : whole(form);
  const state = { timer: 0, running: null, failures: 0, stopped: false, signedOut: false, passing: false };

  const say = (word, failed = false, words = "") => {
    if (!status) return;
    status.textContent = words || (status.dataset[word] ?? status.dataset.failed ?? "");
    status.classList.toggle("autosave--failed", failed);
  };

  const later = (wait) => {
    clearTimeout(state.timer);
    state.timer = setTimeout(save, wait);
  };

  // Save what is not saved; the promise ends when the server has answered, or has not.
  function save() {
    if (state.running) return state.running;
    if (state.stopped || state.signedOut || !part.isDirty()) return Promise.resolve();
    state.running = attempt().finally(() => {
      state.running = null;
      if (part.isDirty() && !state.failures && !state.stopped && !state.signedOut) later(REST);
    });
    return state.running;
  }

  async function attempt(again = true) {
    if (part.keeps && !navigator.onLine) return failed();
    say("saving");
    const answer = await post(form, part.body()).catch(() => null);
    if (!answer) return failed();
    if (answer.status === 200) return kept(answer.data);
    if (answer.status === 403 && !answer.data && again && (await renewed())) return attempt(false);
    if (answer.status === 401 || (answer.status === 403 && !answer.data)) return signedOut(answer.data?.message);
    state.stopped = true;
    return say("refused", true, answer.data?.message);
  }

  function kept(answer) {
    state.failures = 0;
    part.kept(answer);
    form.dispatchEvent(new CustomEvent("kit:saved", { bubbles: true, detail: answer }));
    if (part.mustChoose?.()) say("choose", true);
    else say("saved", false, (status?.dataset.saved ?? "").replace("TIME", answer.saved ?? ""));
  }

  function failed() {
    part.failed();
    say(!part.keeps ? "failed" : !part.isKept() ? "unkept" : navigator.onLine ? "failed" : "offline", true);
    later(RETRIES[Math.min(state.failures++, RETRIES.length - 1)]);
  }

  function signedOut(message) {
    state.signedOut = true;
    say("refused", true, message);
    if (signIn) signIn.hidden = false;
    if (form.dataset.renew) setTimeout(lookAgain, LOOK_AGAIN);
  }

  // Whether the same person is signed in; the page's tokens are then fresh ones.
  async function renewed() {
    if (!form.dataset.renew) return false;
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.dataset.renew, { headers, redirect: "error" }).catch(() => null);
    if (!answer?.ok) return false;
    const { person, token } = await answer.json();
    if (person !== form.dataset.person) {
      say("other", true);
      return false;
    }
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => (field.value = token));
    return true;
  }

  async function lookAgain() {
    if (!state.signedOut) return;
    if (document.visibilityState === "visible" && (await renewed())) {
      state.signedOut = false;
      if (signIn) signIn.hidden = true;
      save();
    } else {
      setTimeout(lookAgain, LOOK_AGAIN);
    }
  }

  const changed = (event) => {
    part.changed(event.target);
    state.failures = 0;
    if (!state.signedOut) later(REST);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  part.onChoice?.(() => later(0));
  window.addEventListener("online", () => part.isDirty() && later(0));
  window.addEventListener("offline", () => part.keeps && part.isDirty() && say("offline", true));
  document.addEventListener("visibilitychange", () => {
    // The lid closes, another page is looked at: now is better than in a second.
    if (document.visibilityState === "hidden" && part.keeps) save();
    if (document.visibilityState === "visible") lookAgain();
  });
  window.addEventListener("beforeunload", (event) => {
    if (part.isDirty() && !state.stopped && !part.isKept()) event.preventDefault();
  });

  form.addEventListener(
    "submit",
    (event) => {
      if (event.defaultPrevented || state.passing) return;
      clearTimeout(state.timer);
      if (!part.keeps) {
        state.stopped = true; // the page's own save carries everything
        return;
      }
      if (!part.isDirty() || state.stopped) {
        part.beforeSubmit();
        return;
      }
      // With the line cut, leaving for the next page would end at the browser's own error page: save first, then go.
      event.preventDefault();
      const button = event.submitter;
      Promise.resolve(state.running)
        .then(() => save())
        .then(() => {
          if (part.isDirty() && !state.stopped) return;
          part.beforeSubmit();
          state.passing = true;
          form.requestSubmit(button);
          state.passing = false;
        });
    },
    { capture: true },
  );

  if (part.restore?.()) later(0);
}

// A form that is saved as one piece; nothing of it is kept in the browser.
function whole(form) {
  let dirty = false;
  return {
    isDirty: () => dirty,
    isKept: () => false,
    changed: () => (dirty = true),
    body() {
      dirty = false;
      const body = new FormData(form);
      for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
      return body;
    },
    kept({ version }) {
      if (version) form.querySelectorAll("input[name=version]").forEach((field) => (field.value = version));
    },
    failed: () => (dirty = true),
  };
}

async function post(form, body) {
  const response = await fetch(form.dataset.autosave || form.getAttribute("action") || location.href, {
    method: "POST",
    body,
    headers: { Accept: "application/json", "X-Autosave": "1" },
    credentials: "same-origin",
    keepalive: document.visibilityState === "hidden",
    redirect: "error", // a sign-in page is not "saved"
  });
  if (response.status >= 500 || response.status === 429) throw new Error(String(response.status));
  const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
  return { status: response.status, data: isJson ? await response.json() : null };
}
