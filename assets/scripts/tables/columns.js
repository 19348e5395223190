// A filter box for each column, and a choice of the columns that are shown.
import { say } from "../words.js";
import { button, menuOf } from "./parts.js";

export function filtersOf(table, heads) {
  const toggle = button(say("按列筛选", "Filter columns"));
  toggle.className = "wide-only";
  toggle.setAttribute("aria-expanded", "false");
  let line = null;
  toggle.addEventListener("click", () => {
    const open = toggle.getAttribute("aria-expanded") === "false";
    toggle.setAttribute("aria-expanded", String(open));
    line ??= filterLine(table, heads);
    line.hidden = !open;
    if (open) {
      line.querySelector("input")?.focus();
    }
  });
  return toggle;
}

function filterLine(table, heads) {
  const line = table.tHead.insertRow();
  line.className = "column-filters";
  const inputs = heads.map((head) => {
    const cell = document.createElement("th");
    const input = document.createElement("input");
    input.type = "search";
    input.setAttribute("aria-label", `${say("筛选", "Filter")} ${head.textContent.trim()}`);
    cell.append(input);
    cell.hidden = head.hidden;
    line.append(cell);
    return input;
  });
  const nothing = noRows(table, heads.length);
  line.addEventListener("input", () => {
    const wanted = inputs.map((input) => input.value.trim().toLowerCase());
    const rows = [...table.tBodies[0].rows];
    for (const row of rows) {
      row.hidden = wanted.some(
        (text, column) => text && !row.cells[column]?.textContent.toLowerCase().includes(text),
      );
    }
    nothing.hidden = rows.some((row) => !row.hidden);
    table.dispatchEvent(new Event("bashu:seen"));
  });
  return line;
}

// An empty table says why it is empty.
function noRows(table, columns) {
  const foot = table.tFoot ?? table.createTFoot();
  const row = foot.insertRow();
  row.className = "no-rows";
  row.hidden = true;
  const cell = row.insertCell();
  cell.colSpan = columns;
  cell.textContent = say(
    "这一页没有符合列筛选的行；清空上面的筛选框即可恢复。",
    "No row of this page fits the column filters; empty the boxes above to see all of them.",
  );
  return row;
}

export function chooserOf(table, heads) {
  const { menu, list } = menuOf(say("选择列", "Columns"));
  menu.classList.add("wide-only");
  heads.forEach((head, column) => {
    if (column === 0 || !head.textContent.trim()) {
      return;
    }
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => {
      for (const row of table.rows) {
        if (row.cells[column]) {
          row.cells[column].hidden = !box.checked;
        }
      }
    });
    label.append(box, head.textContent.trim());
    list.append(label);
  });
  return menu;
}
