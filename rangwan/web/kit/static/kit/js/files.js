// Says at once that a chosen file is too large, rather than after minutes of upload. The server decides all the same.

function problem(input) {
  const most = Number(input.dataset.maxBytes);
  return [...input.files].some((file) => file.size > most) ? input.dataset.tooLarge : "";
}

function show(input, words) {
  const id = `${input.id}-size`;
  let place = document.getElementById(id);
  if (!place) {
    place = document.createElement("p");
    place.id = id;
    place.className = "field-error";
    place.setAttribute("role", "alert");
    input.before(place);
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
  }
  place.textContent = words;
  place.hidden = !words;
  input.toggleAttribute("aria-invalid", Boolean(words));
}

export function watchFiles(root) {
  for (const input of root.querySelectorAll("input[type=file][data-max-bytes]")) {
    input.addEventListener("change", () => show(input, problem(input)));
    input.form?.addEventListener("submit", (event) => {
      if (!problem(input)) return;
      event.preventDefault();
      show(input, problem(input));
      input.focus();
    });
  }
}
