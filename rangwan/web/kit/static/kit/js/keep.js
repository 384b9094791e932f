// What is typed is kept in this browser until the server has it: question by question, under the person who typed it.
//
// One record for each question: {at, base, fields, unheard}: when it was typed, the version that the person saw, what
// the fields hold, and what was sent without hearing whether it arrived. Nobody else on this browser is shown it;
// signing out removes it; after thirty days it goes by itself.

const PREFIX = "rangwan:kept:";
const DAYS = 30;

function store(work, otherwise) {
  try {
    return work(window.localStorage);
  } catch {
    return otherwise; // private windows, a full disk
  }
}

const name = (person, place, question) => `${PREFIX}${person} ${place} ${question}`;

function keys(start) {
  return store((all) => Object.keys(all).filter((key) => key.startsWith(start)), []);
}

function read(key) {
  return store((all) => JSON.parse(all.getItem(key)), null);
}

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// Return whether the browser has it.
export function keep(person, place, question, record) {
  return store((all) => {
    all.setItem(name(person, place, question), JSON.stringify({ at: new Date().toISOString(), ...record }));
    return true;
  }, false);
}

export const kept = (person, place, question) => read(name(person, place, question));

// The server has these fields: what another window has typed since stays.
export function drop(person, place, question, fields) {
  const record = kept(person, place, question);
  if (record && (!fields || same(record.fields, fields))) {
    store((all) => all.removeItem(name(person, place, question)));
  }
}

// Everything kept of a person in an entry: [{section, question, record}].
export function keptIn(person, entry) {
  const start = `${PREFIX}${person} ${entry} `;
  return keys(start).flatMap((key) => {
    const [section, question] = key.slice(start.length).split(" ");
    const record = read(key);
    return record ? [{ section, question, record }] : [];
  });
}

export function forgetOld(now = Date.now()) {
  for (const key of keys(PREFIX)) {
    const at = Date.parse(read(key)?.at);
    if (!(now - at < DAYS * 24 * 3600 * 1000)) store((all) => all.removeItem(key));
  }
}

// Whoever signs out of a browser that others use leaves nothing in it; unsaved text is asked about first.
export function watchSignOut(root) {
  for (const form of root.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", (event) => {
      const mine = keys(`${PREFIX}${form.dataset.signOut} `);
      if (mine.length && !window.confirm(form.dataset.unsaved)) {
        event.preventDefault();
        return;
      }
      for (const key of mine) store((all) => all.removeItem(key));
    });
  }
}

// "19 พฤศจิกายน 2569 14.03": the reader's calendar, Bangkok's clock.
export function moment(iso) {
  const language = document.documentElement.lang === "en" ? "en-GB" : "th-TH";
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "Asia/Bangkok" });
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "Asia/Bangkok" });
  const at = new Date(iso);
  return `${day.format(at)} ${time.format(at).replace(":", ".")}`;
}
