// Files in pieces: they go on after a cut line, a closed browser and a server that was restarted.
//
// A form with `data-uploads` (the address where files are begun) sends its files by tus instead of posting them. Without
// this script, or where the browser cannot, the form is posted as it is.

import "../kit/vendor/tus/tus.min.js";
import { Row } from "./upload_row.js";

const { tus } = window;
const CHUNK = 512 * 1024; // what a cut line may cost on the way is less: the server keeps what came
const AT_ONCE = 2;
const FINAL = [403, 404, 410, 413, 422]; // the file cannot be taken, now or later
const DELAYS = [1000, 2000, 4000, 8000, 15000, ...Array(400).fill(30000)]; // more than three hours

const queue = [];

class Sending {
  constructor(form, file) {
    this.form = form;
    this.slot = form.closest(".slot");
    this.file = file;
    this.active = false;
    this.renewed = false;
    this.row = new Row(this.slot.querySelector("[data-upload-list]"), file, {
      pause: () => this.pause(),
      "go-on": () => this.goOn(),
      "give-up": () => this.giveUp(),
      dismiss: () => this.giveUp(),
    });
    this.upload = new tus.Upload(file, this.options());
    this.ready = this.upload.findPreviousUploads().then((found) => this.resume(found.at(-1)));
  }

  options() {
    const { uploads, kind, entry } = this.form.dataset;
    const question = this.form.elements.question?.value ?? "";
    const { name, size, lastModified } = this.file;
    return {
      endpoint: uploads,
      chunkSize: CHUNK,
      retryDelays: DELAYS,
      removeFingerprintOnSuccess: true,
      metadata: { filename: name, kind, question },
      fingerprint: () => Promise.resolve(["rangwan", entry, kind, question, name, size, lastModified].join("|")),
      onBeforeRequest: (request) => {
        request.setHeader("X-CSRFToken", token());
        request.setHeader("Accept", "application/json");
      },
      onAfterResponse: (request, response) => this.look(request, response),
      onShouldRetry: (error) => this.mayRetry(error),
      onProgress: (sent, total) => this.active && this.row.progress(sent, total),
      onSuccess: () => this.conclude(),
      onError: (error) => this.fail(error),
    };
  }

  resume(previous) {
    if (!previous) return;
    this.upload.resumeFromPreviousUpload(previous);
    const address = new URL(previous.uploadUrl, location.href).pathname;
    this.slot.querySelector(`[data-under-way="${CSS.escape(address)}"]`)?.remove();
  }

  start() {
    this.active = true;
    this.row.forget();
    this.row.show("sending");
    this.row.say(this.row.words.sending);
    this.ready.then(() => this.active && this.upload.start());
  }

  // The library would begin the file anew for whatever is wrong when it asks how far it has come; we only where it is
  // gone for good.
  look(request, response) {
    const status = response.getStatus();
    const received = response.getHeader("Upload-Offset");
    if (status < 300 && received !== null) this.row.accepted(Number(received));
    if (request.getMethod() === "HEAD" && status >= 400 && status !== 404 && status !== 410) {
      throw Object.assign(new Error("not now"), { status });
    }
  }

  mayRetry(error) {
    const status = statusOf(error);
    if (status && status < 500 && ![409, 423, 460].includes(status)) return false;
    // A place that differs is asked for again; an entry that is frozen stays so.
    if (status === 409 && !error.originalResponse?.getHeader("Upload-Offset")) return false;
    if (this.active && (!status || status >= 500)) this.row.show(status === 503 ? "crowded" : "offline");
    this.row.forget();
    return true;
  }

  async fail(error) {
    const status = statusOf(error);
    const said = read(error.originalResponse?.getBody()) ?? (await this.ask());
    if (status === 401 || (status === 403 && !said?.code)) return this.signedOut();
    this.end(FINAL.includes(status) ? "refused" : "failed", said?.message);
  }

  // After signing in again elsewhere, this page goes on with a new token.
  async signedOut() {
    if (!this.renewed && (await this.renew())) {
      this.renewed = true;
      this.start();
    } else {
      this.end("signedOut");
    }
  }

  async renew() {
    const headers = { Accept: "application/json" };
    const answer = await fetch(this.form.dataset.renew, { headers, redirect: "error" }).catch(() => null);
    const given = answer?.ok ? await answer.json().catch(() => null) : null;
    if (!given || given.person !== this.form.dataset.person) return false;
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = given.token;
    return true;
  }

  // Every byte has come; the server says what it makes of the file.
  async conclude() {
    this.row.show("checking");
    let said = await this.ask();
    if (said?.state === "open" && said.received === said.length) {
      await this.send("PATCH", said.length); // the server was stopped just before the end
      said = await this.ask();
    }
    if (said?.state !== "finished") return this.end(said?.state === "refused" ? "refused" : "failed", said?.message);
    this.end("done");
    const place = this.slot.querySelector("[data-upload-done]");
    place.textContent = place.dataset.uploadDone.replace("{name}", this.file.name);
    await refresh(this.slot);
  }

  async ask() {
    if (!this.upload.url) return null;
    const headers = { Accept: "application/json", "Tus-Resumable": "1.0.0" };
    const answer = await fetch(this.upload.url, { headers }).catch(() => null);
    return answer ? read(await answer.text()) : null;
  }

  send(method, offset) {
    const headers = {
      "X-CSRFToken": token(),
      "Tus-Resumable": "1.0.0",
      "Upload-Offset": String(offset),
      "Content-Type": "application/offset+octet-stream",
    };
    return fetch(this.upload.url, { method, headers, body: "" }).catch(() => null);
  }

  end(state, words) {
    this.active = false;
    this.row.show(state, words);
    next();
  }

  pause() {
    this.upload.abort();
    this.end("paused");
  }

  goOn() {
    this.renewed = false;
    this.row.show("waiting");
    next();
  }

  async giveUp() {
    this.active = false;
    await this.upload.abort(true).catch(() => null);
    this.drop();
    next();
  }

  drop() {
    const held = this.row.element.contains(document.activeElement);
    this.row.remove();
    queue.splice(queue.indexOf(this), 1);
    const heading = this.slot.querySelector("h2");
    heading.tabIndex = -1;
    if (held) heading.focus();
  }
}

function next() {
  const free = AT_ONCE - queue.filter((item) => item.active).length;
  for (const item of queue.filter(({ row }) => row.state === "waiting").slice(0, Math.max(free, 0))) item.start();
}

function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]").value;
}

function statusOf(error) {
  return error.originalResponse?.getStatus() ?? error.causingError?.status ?? 0;
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Show the slot as the server has it now; its form stays while other files of it are on their way.
async function refresh(slot) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(slot.id);
  if (!fresh) return;
  const mine = queue.filter((item) => item.slot === slot);
  for (const item of mine.filter(({ row }) => row.state === "done")) item.drop();
  const busy = mine.some(({ row }) => !["done", "failed", "refused"].includes(row.state));
  for (const part of busy ? ["[data-slot-files]"] : ["[data-slot-files]", "[data-slot-form]"]) {
    slot.querySelector(part).replaceWith(fresh.querySelector(part));
  }
}

function onSubmit(event) {
  const form = event.target.closest("form[data-uploads]");
  const input = form?.querySelector("input[type=file]");
  if (!input?.files.length) return;
  const most = Number(input.dataset.maxBytes);
  if ([...input.files].some((file) => file.size > most)) return; // said beside the field by the kit
  event.preventDefault();
  for (const file of input.files) queue.push(new Sending(form, file));
  input.value = "";
  next();
}

function wakeUp() {
  for (const item of queue) {
    if (item.row.state === "signedOut") item.renew().then((again) => again && item.goOn());
    if (item.row.state !== "offline") continue;
    item.upload.abort();
    item.start();
  }
}

if (tus?.isSupported) {
  document.addEventListener("submit", onSubmit, true); // before the guard against a second press
  window.addEventListener("online", wakeUp);
  window.addEventListener("focus", wakeUp);
}
