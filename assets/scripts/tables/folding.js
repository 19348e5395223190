// On a phone a row is a small list, so a long table begins with a few rows and opens to all of them.
import { say } from "../words.js";

const SHOWN = 12;

export function foldRows(table, rows) {
  const frame = table.closest(".table-frame");
  if (rows.length <= SHOWN + 4 || table.matches(".brief") || frame?.matches(".tall")) {
    return;
  }
  table.classList.add("folded");
  const rest = rows.length - SHOWN;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "second unfold";
  button.textContent = say(`再看其余 ${rest} 行`, `Show the other ${rest} rows`);
  button.addEventListener("click", () => {
    const next = table.tBodies[0].rows[SHOWN];
    table.classList.remove("folded");
    button.remove();
    next?.querySelector("a, button, summary")?.focus();
  });
  frame?.after(button);
}
