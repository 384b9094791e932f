// A form that was sent once is not sent twice by a second press. The server refuses doubles too; this spares the question.

const AGAIN_AFTER = 8000; // a download leaves the page where it is; the button must come back

export function guardForms(root) {
  for (const form of root.querySelectorAll('form[method="post" i]')) {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "yes";
      // aria-disabled, not disabled: the pressed button's name and value must still be sent.
      event.submitter?.setAttribute("aria-disabled", "true");
      setTimeout(() => release(form), AGAIN_AFTER);
    });
  }
  // The page may come back from the browser's memory by "back".
  window.addEventListener("pageshow", () => root.querySelectorAll("form[data-sent]").forEach(release));
}

function release(form) {
  delete form.dataset.sent;
  for (const button of form.elements) button.removeAttribute("aria-disabled");
}
