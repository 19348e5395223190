// Choosing rows: a box in front of each, Shift for a stretch of them, and what to do with the chosen ones.
import { say } from "../words.js";
import { seenRows } from "./cells.js";
import { waysOut } from "./export.js";
import { button } from "./parts.js";

export function selectionSwitch(table, tools) {
  const toggle = button(say("选行", "Select rows"));
  toggle.setAttribute("aria-pressed", "false");
  let boxes = null;
  toggle.addEventListener("click", () => {
    const on = toggle.getAttribute("aria-pressed") === "false";
    toggle.setAttribute("aria-pressed", String(on));
    boxes ??= prepareBoxes(table, tools);
    boxes.show(on);
  });
  return toggle;
}

function prepareBoxes(table, tools) {
  let last = null;
  const rowBoxes = new Map();
  const all = box(say("选中所见各行", "Select the rows seen"));
  const bar = document.createElement("div");
  bar.className = "batch";
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  const chosen = () => seenRows(table).filter((row) => rowBoxes.get(row)?.checked);
  const clear = () => rowBoxes.forEach((each) => (each.checked = false));
  const forget = button(say("取消选择", "Clear"), () => {
    clear();
    tell();
  });
  bar.append(count, ...waysOut(table, chosen), forget);
  tools.after(bar);

  function tell() {
    const rows = chosen();
    for (const [row, each] of rowBoxes) {
      row.classList.toggle("chosen", each.checked);
    }
    count.textContent = say(`已选 ${rows.length} 行`, `${rows.length} rows selected`);
    all.checked = rows.length > 0 && rows.length === seenRows(table).length;
    all.indeterminate = rows.length > 0 && !all.checked;
    bar.querySelectorAll("button").forEach((each) => (each.disabled = !rows.length));
  }

  const label = (row) => row.cells[0].textContent.trim().replace(/\s+/g, " ");
  for (const row of table.tBodies[0].rows) {
    const each = box(`${say("选中", "Select")} ${label(row)}`);
    rowBoxes.set(row, each);
    each.addEventListener("click", (event) => {
      if (event.shiftKey && last) {
        stretch(seenRows(table), last, row).forEach((between) => (rowBoxes.get(between).checked = each.checked));
      }
      last = row;
      tell();
    });
    (row.cells[0].querySelector(":scope > .cell") ?? row.cells[0]).prepend(each);
  }
  table.tHead.rows[0].cells[0].prepend(all);
  all.addEventListener("change", () => {
    seenRows(table).forEach((row) => (rowBoxes.get(row).checked = all.checked));
    tell();
  });
  table.addEventListener("bashu:seen", tell);
  return {
    show(on) {
      for (const each of [all, ...rowBoxes.values()]) {
        each.hidden = !on;
      }
      bar.hidden = !on;
      clear();
      tell();
      if (on) {
        all.focus();
      }
    },
  };
}

function stretch(rows, one, other) {
  const [start, end] = [rows.indexOf(one), rows.indexOf(other)].sort((left, right) => left - right);
  return rows.slice(start, end + 1);
}

function box(words) {
  const made = document.createElement("input");
  made.type = "checkbox";
  made.className = "row-box";
  made.setAttribute("aria-label", words);
  return made;
}
