// The one clock of the page. It starts from the server's time and ticks by the page's own counter: the clock of the device,
// which may be wrong, is never asked. After a pause (a closed lid) the server is asked again. Nothing is read out: a
// screen reader finds the line when its reader looks for it. Words and forms are those of web/kit/clocks.py.

const DAY = 86400000;
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

const numeral = (words, n) => words[n === 1 ? 0 : 1].replace("N", n);

export function left(milliseconds, units) {
  const total = Math.max(Math.floor(milliseconds / 1000), 0);
  let rest = total;
  let first = UNITS.findIndex(([, size]) => total >= size);
  if (first < 0) first = UNITS.length - 1;
  const said = [];
  for (const [unit, size] of UNITS.slice(first, first + 2)) {
    const n = Math.floor(rest / size);
    if (!said.length || (n && (unit !== "second" || total < 600))) said.push(numeral(units[unit], n));
    rest %= size;
  }
  return said.join(" ");
}

function bangkok(moment, language) {
  const locale = language === "en" ? "en-GB" : "th-TH-u-ca-buddhist-nu-latn";
  const options = { timeZone: "Asia/Bangkok", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const parts = Object.fromEntries(new Intl.DateTimeFormat(locale, options).formatToParts(moment).map((part) => [part.type, part.value]));
  return { date: `${parts.day} ${parts.month} ${parts.year}`, time: [parts.hour, parts.minute].join(language === "en" ? ":" : ".") };
}

function show(line, now) {
  const { opens, closes, ends } = Object.fromEntries(["opens", "closes", "ends"].map((name) => [name, Number(line.dataset[name])]));
  const words = JSON.parse(line.dataset.words);
  const stands = now < opens ? "before" : now < closes ? (closes - now <= DAY ? "near" : "open") : now < ends ? "grace" : "closed";
  const { date, time } = bangkok(now, document.documentElement.lang);
  const end = stands === "grace" ? ends : closes;
  const rest = stands === "before" ? "" : words[stands === "grace" || stands === "closed" ? stands : "left"];
  write(line.querySelector("[data-clock-now]"), words.now.replace("TIME", time).replace("DATE", date));
  write(line.querySelector("[data-clock-left]"), rest.replace("LEFT", left(end - now, words.units)));
  line.className = `clock clock--${stands}`;
  line.hidden = false;
}

function write(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

async function ask(line) {
  const asked = performance.now();
  const response = await fetch(line.dataset.source, { cache: "no-store" });
  if (!response.ok) throw new Error(String(response.status));
  const { now } = await response.json();
  return now - (asked + performance.now()) / 2; // the server answered half way
}

export function watchClock(root) {
  const line = root.querySelector("[data-clock]");
  if (!line) return;
  const answered = performance.getEntriesByType("navigation")[0]?.responseStart ?? 0;
  let offset = line.dataset.now ? Number(line.dataset.now) - answered : null;
  let seen = performance.now();
  const tick = () => {
    if (offset !== null) show(line, offset + performance.now());
  };
  const again = () =>
    ask(line).then(
      (found) => {
        offset = found;
        tick();
      },
      () => {}, // the line is cut: go on from what is known
    );
  if (offset === null) again();
  else tick();
  setInterval(() => {
    // Much more or less than a second since the last tick: the page slept, and its counter may have, too.
    if (Math.abs(performance.now() - seen - 1000) > 5000) again();
    seen = performance.now();
    tick();
  }, 1000);
  window.addEventListener("pageshow", (event) => event.persisted && again());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
}
