// The questions of a form, one by one: what their fields hold, and putting back what they held before.

import { watchCounts } from "./count.js";
import { watchRows } from "./rows.js";

const FIELDS = "input[name]:not([type=file]), textarea[name], select[name]";
const box = (field) => field.type === "checkbox" || field.type === "radio";

function given(field, initial) {
  if (box(field)) return (initial ? field.defaultChecked : field.checked) ? [field.value] : [];
  if (field.tagName === "SELECT") {
    const all = [...field.options];
    if (!initial) return [field.value];
    return [(all.find((option) => option.defaultSelected) ?? all[0])?.value ?? ""];
  }
  return [initial && field.type !== "hidden" ? field.defaultValue : field.value];
}

// [[name, value], …] in the order of the page; `initial`: as the server sent them, whatever the browser put back.
export function fieldsOf(question, initial = false) {
  return [...question.querySelector("[data-answer]").querySelectorAll(FIELDS)].flatMap((field) =>
    given(field, initial).map((value) => [field.name, value.replaceAll("\r\n", "\n")]),
  );
}

// Draw the question anew, from the server's words.
export function redraw(question, html) {
  const place = question.querySelector("[data-answer]");
  place.innerHTML = html;
  watchCounts(place);
  watchRows(place);
  place.dispatchEvent(new Event("change", { bubbles: true }));
}

// Put values back into the fields; rows are added or taken away until there are as many.
export function putBack(question, fields) {
  const place = question.querySelector("[data-answer]");
  const rows = place.querySelector("[data-rows]");
  const values = rows ? renumbered(rows, fields) : fields;
  const left = new Map();
  for (const [name, value] of values) left.set(name, [...(left.get(name) ?? []), value]);
  for (const field of place.querySelectorAll(FIELDS)) {
    if (field.type === "hidden") continue;
    const here = left.get(field.name) ?? [];
    if (box(field)) field.checked = here.includes(field.value);
    else field.value = here.shift() ?? "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  place.dispatchEvent(new Event("change", { bubbles: true }));
}

// Fields of rows are called <question>-<number>-<field>, with gaps where rows were taken away.
function renumbered(rows, fields) {
  const start = `${rows.dataset.rows}-`;
  const number = (name) => (name.startsWith(start) ? name.slice(start.length).match(/^\d+(?=-)/)?.[0] : undefined);
  const wanted = [...new Set(fields.map(([name]) => number(name)).filter(Boolean))].sort((a, b) => a - b);
  const list = rows.querySelector("[data-rows-list]");
  while (list.children.length < wanted.length && !rows.querySelector("[data-rows-add]").hidden) {
    rows.querySelector("[data-rows-add]").click();
  }
  const present = [...list.children].map((row) => number(row.querySelector(FIELDS)?.name ?? ""));
  const places = new Map(wanted.map((old, index) => [old, present[index]]));
  return fields.flatMap(([name, value]) => {
    const old = number(name);
    if (old === undefined) return [[name, value]];
    return places.get(old) === undefined ? [] : [[`${start}${places.get(old)}${name.slice(start.length + old.length)}`, value]];
  });
}
