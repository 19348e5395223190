// Whole tables are sorted in the page: numbers as numbers, words as the language sorts them, what is missing last.
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

export function sortable(table, head, column) {
  if (!head.textContent.trim()) {
    return;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sort";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) {
      other.removeAttribute("aria-sort");
    }
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = [...table.tBodies[0].rows].map((row) => [valueOf(row, column), row]);
    keyed.sort(([left], [right]) => compare(left, right, down ? -1 : 1));
    table.tBodies[0].append(...keyed.map(([, row]) => row));
  });
}

function valueOf(row, column) {
  const cell = row.cells[column];
  const text = (cell?.dataset.value ?? cell?.textContent ?? "").trim();
  const number = Number(text.replace(/[,\s%]/g, ""));
  return text !== "" && Number.isFinite(number) ? number : text;
}

function compare(left, right, direction) {
  const gone = (value) => value === "" || value === "—";
  if (gone(left) || gone(right)) {
    return gone(left) - gone(right);
  }
  if (typeof left === "number" && typeof right === "number") {
    return (left - right) * direction;
  }
  return collator.compare(String(left), String(right)) * direction;
}
