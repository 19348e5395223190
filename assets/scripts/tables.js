// Tables: labels on a phone, sorting, a filter for each column, density, columns, export of what is seen.
import { keep } from "./switches.js";
import { say } from "./words.js";

const FEW = 6;
const narrow = window.matchMedia("(max-width: 40rem)");

export function prepareTables(part) {
  for (const table of part.querySelectorAll("table[data-table]")) {
    if (!table.dataset.prepared) {
      table.dataset.prepared = "yes";
      prepare(table);
    }
  }
}

function prepare(table) {
  const heads = [...table.tHead.rows[0].cells];
  label(table, heads);
  const rows = [...table.tBodies[0].rows];
  if (rows.length > 1 && table.dataset.table === "whole") {
    heads.forEach((head, column) => sortable(table, head, column));
  }
  const tools = table.closest("section, .results, main")?.querySelector(`[data-tools="${table.id}"]`);
  if (tools && rows.length > 1) {
    const buttons = [densitySwitch(), columnChooser(table, heads), exportSeen(table)];
    if (rows.length > FEW) {
      buttons.unshift(columnFilters(table, heads));
    }
    tools.querySelector(".right").append(...buttons);
  }
}

// A row becomes a small list on a narrow screen, so every cell must know what it is called.
function label(table, heads) {
  const words = heads.map((head) => head.textContent.trim());
  const wrap = () => {
    for (const row of table.tBodies[0].rows) {
      [...row.cells].forEach((cell, column) => {
        if (cell.dataset.label !== undefined) {
          return;
        }
        cell.dataset.label = words[column] ?? "";
        const inner = document.createElement("div");
        inner.className = "cell";
        inner.append(...cell.childNodes);
        cell.append(inner);
        cell.classList.toggle("blank", !inner.textContent.trim() && !inner.querySelector("svg"));
      });
    }
  };
  if (narrow.matches) {
    wrap();
  }
  narrow.addEventListener("change", () => narrow.matches && wrap());
}

function valueOf(row, column) {
  const cell = row.cells[column];
  const text = cell?.dataset.value ?? cell?.textContent.trim() ?? "";
  const number = Number(text.replace(/[,\s%]/g, ""));
  return text !== "" && Number.isFinite(number) ? number : text;
}

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

function compare(left, right) {
  if (typeof left === "number" && typeof right === "number") {
    return left - right;
  }
  return collator.compare(String(left), String(right));
}

function sortable(table, head, column) {
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
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((left, right) => compare(valueOf(left, column), valueOf(right, column)));
    body.append(...(down ? rows.reverse() : rows));
  });
}

function button(words) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  return made;
}

function columnFilters(table, heads) {
  const toggle = button(say("按列筛选", "Filter columns"));
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
    line.append(cell);
    return input;
  });
  line.addEventListener("input", () => {
    const wanted = inputs.map((input) => input.value.trim().toLowerCase());
    for (const row of table.tBodies[0].rows) {
      row.hidden = wanted.some(
        (text, column) => text && !row.cells[column]?.textContent.toLowerCase().includes(text),
      );
    }
  });
  return line;
}

function densitySwitch() {
  const root = document.documentElement;
  const toggle = button(say("紧凑", "Dense"));
  const show = () => toggle.setAttribute("aria-pressed", String(root.dataset.density === "dense"));
  show();
  toggle.addEventListener("click", () => {
    root.dataset.density = root.dataset.density === "dense" ? "usual" : "dense";
    keep("density", root.dataset.density);
    show();
  });
  return toggle;
}

function columnChooser(table, heads) {
  const menu = document.createElement("div");
  menu.className = "menu";
  const toggle = button(say("选择列", "Columns"));
  toggle.setAttribute("aria-expanded", "false");
  const list = document.createElement("div");
  list.hidden = true;
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
  const open = (shown) => {
    list.hidden = !shown;
    toggle.setAttribute("aria-expanded", String(shown));
  };
  toggle.addEventListener("click", () => open(list.hidden));
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      open(false);
      toggle.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) {
      open(false);
    }
  });
  menu.append(toggle, list);
  return menu;
}

function exportSeen(table) {
  const save = button(say("导出所见", "Export what is seen"));
  save.addEventListener("click", () => {
    const rows = [...table.rows].filter((row) => !row.hidden && !row.classList.contains("column-filters"));
    const lines = rows.map((row) => [...row.cells].filter((cell) => !cell.hidden).map(quoted).join(","));
    const link = document.createElement("a");
    // Excel reads UTF-8 only with the mark in front
    link.href = URL.createObjectURL(new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" }));
    link.download = `${table.id}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  return save;
}

function quoted(cell) {
  const text = cell.textContent.replace(/\s+/g, " ").trim();
  // a cell that a spreadsheet would take for a formula is kept as text
  const safe = /^[=+@-]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
