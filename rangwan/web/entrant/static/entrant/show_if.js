// Hides a question whose condition does not hold, as the page's own words say it without JavaScript.
// What stands in a hidden question is still sent: nothing that was typed is lost by changing one's mind.

const form = document.querySelector("form[data-section]");

function chosen(name) {
  return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
    .filter((field) => field.type === "hidden" || (field.type !== "radio" && field.type !== "checkbox") || field.checked)
    .map((field) => field.value);
}

function refresh() {
  for (const question of form.querySelectorAll("[data-show-if]")) {
    const wanted = question.dataset.showValues.split(" ");
    const parent = form.querySelector(`[data-show-if] [name="${CSS.escape(question.dataset.showIf)}"]`);
    const hidden = parent?.closest("[data-show-if]").hidden ?? false;
    question.hidden = hidden || !chosen(question.dataset.showIf).some((value) => wanted.includes(value));
    question.querySelector("[data-show-words]")?.setAttribute("hidden", "");
  }
}

if (form) {
  // A condition on a question of another page cannot be followed here: its words stay.
  for (const question of form.querySelectorAll("[data-show-if]")) {
    if (!form.querySelector(`[name="${CSS.escape(question.dataset.showIf)}"]`)) question.removeAttribute("data-show-if");
  }
  form.addEventListener("change", refresh);
  refresh();
}
