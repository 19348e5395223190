// A row becomes a small list on a narrow screen, so every cell must know what it is called.
const narrow = window.matchMedia("(max-width: 40rem)");

export function labelForPhones(table, heads) {
  const words = heads.map((head) => head.textContent.trim());
  const wrap = () => {
    for (const row of table.tBodies[0].rows) {
      [...row.cells].forEach((cell, column) => label(cell, words[column] ?? ""));
    }
  };
  if (narrow.matches) {
    wrap();
  }
  narrow.addEventListener("change", () => narrow.matches && wrap());
}

function label(cell, words) {
  if (cell.dataset.label !== undefined) {
    return;
  }
  cell.dataset.label = words;
  const inner = document.createElement("div");
  inner.className = "cell";
  inner.append(...cell.childNodes);
  cell.append(inner);
  cell.classList.toggle("blank", !inner.textContent.trim() && !inner.querySelector("svg, input"));
}
