// One file on its way, as it is seen: its bar, how fast it goes, how long it will take, and its buttons.
// All words come from the data-* attributes of the template "upload-row".

const SAID = [25, 50, 75]; // percent at which a screen reader is told
const REMEMBERED = 10; // sentences; several files may speak at once
const WINDOW = 60000; // milliseconds over which the speed is measured

const language = document.documentElement.lang;
const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });

export class Row {
  constructor(list, file, acts) {
    const template = document.getElementById("upload-row");
    this.words = template.dataset;
    this.element = template.content.firstElementChild.cloneNode(true);
    this.file = file;
    this.part = (name) => this.element.querySelector(`[data-${name}]`);
    for (const place of this.element.querySelectorAll("[data-name]")) place.textContent = file.name;
    this.bar = this.part("bar");
    this.bar.setAttribute("aria-label", file.name);
    for (const act of ["pause", "go-on", "give-up", "dismiss"]) this.part(act).addEventListener("click", () => acts[act]());
    this.forget();
    this.show("waiting");
    list.append(this.element);
  }

  // The speed is measured anew, after a pause.
  forget() {
    this.samples = []; // [when, how many bytes the server had]
  }

  // `state` is a name of a data-* word; `words` say more than it where the server had words of its own.
  show(state, words = "") {
    this.state = state;
    clearInterval(this.clock);
    if (state === "sending") this.clock = setInterval(() => this.draw(), 1000);
    this.element.dataset.state = state;
    const failed = ["failed", "refused", "signedOut"].includes(state);
    const focused = document.activeElement;
    this.part("pause").hidden = !["waiting", "sending", "offline", "crowded"].includes(state);
    this.part("go-on").hidden = !["paused", "failed", "signedOut"].includes(state);
    this.part("give-up").hidden = ["checking", "done", "refused"].includes(state);
    this.part("dismiss").hidden = state !== "refused";
    this.part("sign-in").hidden = state !== "signedOut";
    this.bar.hidden = state === "refused" || (failed && !this.bar.value);
    if (focused?.hidden && this.element.contains(focused)) this.element.querySelector("button:not([hidden])")?.focus();
    this.tell(words || this.words[state]);
    this.element.classList.toggle("upload--failed", failed);
    if (failed || ["paused", "offline"].includes(state)) this.say(words || this.words[state]);
  }

  tell(words) {
    this.part("facts").textContent = words;
  }

  // For screen readers, in the page's one polite place.
  say(words) {
    const log = document.querySelector("[data-upload-says]");
    log.append(Object.assign(document.createElement("p"), { textContent: `${this.file.name}: ${words}` }));
    if (log.children.length > REMEMBERED) log.firstElementChild.remove();
  }

  // The browser has handed so many bytes to the line; they may wait there for a while.
  progress(sent, total) {
    Object.assign(this, { sent, total });
    if (this.state !== "sending" && this.state !== "checking") this.show("sending");
    this.draw();
  }

  // The server has so many bytes.
  accepted(bytes) {
    const now = performance.now();
    this.samples = [...this.samples.filter(([when]) => now - when < WINDOW), [now, bytes]];
  }

  // Bytes in a millisecond, which is kB in a second; 0 where it is not known yet.
  get speed() {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    return this.samples.length > 1 && last[0] > first[0] ? (last[1] - first[1]) / (last[0] - first[0]) : 0;
  }

  draw() {
    if (!this.total || !["sending", "checking"].includes(this.state)) return;
    const { speed, total } = this;
    let come = this.sent;
    if (speed) {
      const [when, bytes] = this.samples.at(-1);
      come = Math.min(this.sent, bytes + (performance.now() - when) * speed);
    }
    if (come >= total) return this.state === "checking" || this.show("checking");
    const percent = Math.max(Math.floor((come * 100) / total), this.bar.value);
    const passed = SAID.find((step) => this.bar.value < step && percent >= step);
    if (passed) this.say(`${passed}%`);
    this.bar.value = percent;
    const facts = [fill(this.words.sent, { percent, sent: megabytes(come), total: megabytes(total) })];
    if (speed) facts.push(fill(this.words.speed, { speed: whole.format(speed) }), this.left((total - come) / speed));
    this.tell(facts.join(" · "));
  }

  left(milliseconds) {
    const minutes = Math.ceil(milliseconds / 60000);
    if (milliseconds < 60000) return this.words.leftLess;
    if (minutes < 90) return fill(this.words.leftMinutes, { minutes });
    return fill(this.words.leftHours, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  }

  remove() {
    clearInterval(this.clock);
    this.element.remove();
  }
}

function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

function megabytes(bytes) {
  return tenth.format(bytes / 1000000);
}
