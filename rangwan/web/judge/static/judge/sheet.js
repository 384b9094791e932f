// After each autosave: how far the sheet has come, and a message beside each mark that could not be kept.

const form = document.querySelector("form[data-autosave]");
const bar = document.querySelector(".sheet-bar");

form?.addEventListener("kit:saved", ({ detail }) => {
  bar.querySelector("[data-marked]").textContent = detail.marked;
  bar.querySelector("[data-total]").textContent = detail.total;
  const problems = detail.problems ?? [];
  const messages = new Map(problems.map(({ id, message }) => [id, message]));
  for (const field of form.querySelectorAll("[name^=mark-], [name^=comment-]")) tell(field, messages.get(field.id));
  if (problems.length) {
    const status = bar.querySelector("[data-autosave-status]");
    status.textContent = bar.dataset.partly;
    status.classList.add("autosave--failed");
  }
});

function tell(field, message) {
  const id = `${field.id}-error`;
  const said = document.getElementById(id);
  if (!message) {
    said?.remove();
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    return;
  }
  const box = said ?? document.createElement("div");
  box.id = id;
  box.className = "field-error";
  box.replaceChildren(Object.assign(document.createElement("p"), { textContent: message }));
  if (!said) (field.closest(".affixed") ?? field).before(box);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", id);
}
