// Add and remove rows of inputs on the page. Without this, an empty row comes with every save.

function renumber(list) {
  list.querySelectorAll("[data-row-number]").forEach((place, index) => (place.textContent = index + 1));
}

export function watchRows(root) {
  for (const group of root.querySelectorAll("[data-rows]")) {
    const list = group.querySelector("[data-rows-list]");
    const blank = group.querySelector("[data-rows-template]");
    const add = group.querySelector("[data-rows-add]");
    const most = Number(group.dataset.maxRows) || Infinity;
    let next = list.children.length;
    const refresh = () => {
      add.hidden = list.children.length >= most;
      list.querySelectorAll("[data-row-remove]").forEach((button) => (button.hidden = list.children.length < 2));
      renumber(list);
    };
    add.addEventListener("click", () => {
      const holder = document.createElement("template");
      holder.innerHTML = blank.innerHTML.replaceAll("ROWNUMBER", next + 1).replaceAll("-ROW-", `-${next}-`);
      next += 1;
      list.append(holder.content);
      refresh();
      list.lastElementChild.querySelector("input, textarea, select").focus();
    });
    list.addEventListener("click", (event) => {
      const row = event.target.closest("[data-row-remove]")?.closest("[data-row]");
      if (!row) return;
      const near = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      refresh();
      near.querySelector("input, textarea, select").focus();
      group.dispatchEvent(new Event("change", { bubbles: true }));
    });
    refresh();
  }
}
