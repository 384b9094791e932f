// One form, several people, question by question: only what was changed here is sent, with the version in which this
// page saw it. What others changed comes back: in place of a text that was not touched here, beside one that was.

import { drop, keep, kept, moment, same } from "./keep.js";
import { fieldsOf, putBack, redraw } from "./questions.js";

const UNHEARD = 5; // texts sent without an answer that are remembered

export function merging(form) {
  const { person, place } = form.dataset;
  const version = form.querySelector("input[name=version]");
  const questions = [...form.querySelectorAll("[data-question]")].map((element) => ({
    element,
    key: element.dataset.question,
    base: Number(version.value), // the version in which this page saw the question
    stored: fieldsOf(element, true), // what the server has, as far as this page knows
    sent: null,
    unheard: [], // what was sent without hearing whether it arrived
    panel: null, // two texts wait for a choice
  }));
  let isKept = true;
  let chosen = () => {};

  const isChanged = (question) => question.unheard.length > 0 || !same(fieldsOf(question.element), question.stored);
  const waiting = () => questions.filter((question) => !question.panel && isChanged(question));

  function keepHere(question) {
    const { key, base, unheard, stored } = question;
    const fields = fieldsOf(question.element);
    if (!unheard.length && same(fields, stored)) drop(person, place, key);
    else isKept = keep(person, place, key, { base, fields, unheard });
  }

  function changed(target) {
    const question = questions.find(({ element }) => element.contains(target));
    if (question) keepHere(question);
  }

  function body() {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.querySelector("input[name=csrfmiddlewaretoken]").value);
    data.append("version", version.value);
    for (const question of questions) question.sent = null;
    for (const question of waiting()) {
      question.sent = fieldsOf(question.element);
      question.sent.forEach(([name, value]) => data.append(name, value));
      question.unheard.forEach((fields, index) => {
        fields.forEach(([name, value]) => data.append(`sent-${index}--${name}`, value));
      });
      if (question.base !== Number(version.value)) data.append(`base-${question.key}`, question.base);
      question.unheard = [...question.unheard.filter((fields) => !same(fields, question.sent)), question.sent].slice(-UNHEARD);
      keepHere(question);
    }
    return data;
  }

  function heard(answer) {
    const conflicts = new Map((answer.conflicts ?? []).map(({ key, html }) => [key, html]));
    const newer = new Map((answer.newer ?? []).map(({ key, html }) => [key, html]));
    for (const question of questions) {
      const { key, sent } = question;
      if (sent) question.unheard = [];
      if (conflicts.has(key)) {
        ask(question, conflicts.get(key));
        keepHere(question);
        continue;
      }
      if (sent) {
        question.stored = sent;
        drop(person, place, key, sent);
      }
      if (newer.has(key)) {
        if (question.panel || isChanged(question)) continue; // it stays as old as this page saw it
        redraw(question.element, newer.get(key));
        question.stored = fieldsOf(question.element, true);
      }
      if (!question.panel) question.base = Number(answer.version);
      if (isChanged(question)) keepHere(question);
    }
    version.value = answer.version;
  }

  function ask(question, html) {
    question.panel?.remove();
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const panel = holder.content.querySelector("[data-conflict]");
    question.element.querySelector("[data-answer]").after(panel);
    question.panel = panel;
    for (const button of panel.querySelectorAll("[data-keep]")) {
      button.addEventListener("click", () => choose(question, button.dataset.keep));
    }
  }

  function choose(question, which) {
    question.base = Number(question.panel.dataset.version);
    if (which === "theirs") {
      redraw(question.element, question.panel.querySelector("[data-theirs]").innerHTML);
      question.stored = fieldsOf(question.element, true);
    }
    question.panel.remove();
    question.panel = null;
    keepHere(question);
    question.element.querySelector("[data-answer]").querySelector("input:not([type=hidden]), textarea, select")?.focus();
    chosen();
  }

  // The page's own save posts every question: those that it saw in another version say so.
  function beforeSubmit() {
    form.querySelectorAll("[data-base]").forEach((field) => field.remove());
    for (const { key, base } of questions) {
      if (base === Number(version.value)) continue;
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: `base-${key}`, value: base });
      field.dataset.base = "";
      form.append(field);
    }
  }

  // What this browser kept and the server does not have goes back into the fields. Returns whether there was any.
  function restore() {
    const found = questions.flatMap((question) => {
      const record = kept(person, place, question.key);
      if (!record) return [];
      if (same(record.fields, question.stored)) {
        drop(person, place, question.key);
        return [];
      }
      return [[question, record]];
    });
    for (const [question, { base, fields, unheard }] of found) {
      putBack(question.element, fields);
      question.base = base;
      question.unheard = unheard ?? [];
    }
    if (!found.length) return false;
    document.activeElement?.blur?.();
    const notice = form.querySelector("[data-restored]");
    const latest = found.map(([, { at }]) => at).sort().at(-1);
    const words = document.createTreeWalker(notice, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) words.currentNode.data = words.currentNode.data.replace("WHEN", moment(latest));
    notice.hidden = false;
    return true;
  }

  return {
    keeps: true,
    isDirty: () => waiting().length > 0,
    isKept: () => isKept,
    mustChoose: () => questions.some(({ panel }) => panel),
    onChoice: (listener) => (chosen = listener),
    changed,
    body,
    kept: heard,
    failed: () => {},
    beforeSubmit,
    restore,
  };
}
