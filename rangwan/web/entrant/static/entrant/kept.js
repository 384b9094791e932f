// On the page of an entry: what this browser still keeps of it for this person, because the server does not have it.

import { drop, keptIn, moment } from "../kit/js/keep.js";

const panel = document.querySelector("[data-kept]");

function line({ section, question, record }) {
  const item = panel.querySelector("[data-kept-line]").content.firstElementChild.cloneNode(true);
  const address = `${panel.dataset.address}sections/${section}/`;
  const task = document.querySelector(`.task__link[href="${address}"]`);
  const part = item.querySelector("[data-kept-part]");
  if (task) part.append(Object.assign(document.createElement("a"), { href: address, textContent: task.textContent }));
  else part.textContent = section;
  item.querySelector("[data-kept-when]").textContent = moment(record.at);
  item.querySelector("[data-kept-text]").textContent = record.fields
    .filter(([name]) => name !== "asked")
    .map(([, value]) => value)
    .filter(Boolean)
    .join("\n");
  item.querySelector("[data-kept-drop]").addEventListener("click", () => {
    drop(panel.dataset.person, `${panel.dataset.kept} ${section}`, question);
    item.remove();
    panel.hidden = !panel.querySelector("[data-kept-list]").children.length;
  });
  return item;
}

if (panel) {
  const found = keptIn(panel.dataset.person, panel.dataset.kept);
  panel.querySelector("[data-kept-list]").append(...found.map(line));
  panel.hidden = !found.length;
}
