// Characters left under a text box. Counts code points after NFC, line ends as one, as the server does; never blocks typing.

const characters = (text) => [...text.normalize("NFC")].length;

function show(box, says, hears) {
  const left = Number(box.dataset.count) - characters(box.value);
  const words = left < 0 ? says.dataset.over : says.dataset.left;
  says.textContent = words.replace("N", Math.abs(left).toLocaleString("en"));
  says.classList.toggle("count--over", left < 0);
  clearTimeout(box.spoken);
  // A screen reader hears it only when typing rests and the end is near.
  if (left < Number(box.dataset.count) / 10) box.spoken = setTimeout(() => (hears.textContent = says.textContent), 1000);
}

export function watchCounts(root) {
  for (const box of root.querySelectorAll("textarea[data-count]")) {
    const says = document.getElementById(`${box.id}-count`);
    if (!says) continue;
    const hears = says.nextElementSibling;
    box.addEventListener("input", () => show(box, says, hears));
    show(box, says, hears);
  }
}
