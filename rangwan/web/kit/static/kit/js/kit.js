// Progressive enhancement. Every page works without this file.
import { watchClock } from "./clock.js";
import { watchCounts } from "./count.js";
import { guardForms } from "./submit.js";
import { watchRows } from "./rows.js";
import { watchFiles } from "./files.js";
import { forgetOld, watchSignOut } from "./keep.js";
import { autosave } from "./autosave.js";

document.documentElement.classList.replace("no-js", "js");

document.querySelector("[data-focus]")?.focus();

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

watchClock(document);
watchCounts(document);
watchRows(document);
watchFiles(document);
watchSignOut(document);
guardForms(document);
forgetOld();
for (const form of document.querySelectorAll("form[data-autosave]")) autosave(form);
