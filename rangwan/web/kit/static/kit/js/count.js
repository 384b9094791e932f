// Characters left under a text box. Counts what a reader sees as one character (น้ำ is one), as kernel.text.length does on
// the server; never blocks typing.

const segmenter = window.Intl?.Segmenter ? new Intl.Segmenter("und", { granularity: "grapheme" }) : null;
let clusters = (text) => (segmenter ? [...segmenter.segment(text)] : [...text]).length;

// An older browser gets our own tables when they have come.
export const ready = segmenter
  ? Promise.resolve()
  : import("./graphemes.js").then((own) => (clusters = own.graphemes), () => {});

export function characters(text) {
  const plain = text.replaceAll("\r\n", "\n").normalize("NFC");
  return Math.max(clusters(plain), Math.floor([...plain].length / 16));
}

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
    ready.then(() => show(box, says, hears));
  }
}
