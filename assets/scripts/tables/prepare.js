// Tables: labels on a phone, sorting, a filter for each column, density, columns, selection, export of what is seen.
import { chooserOf, filtersOf } from "./columns.js";
import { densitySwitch } from "./density.js";
import { labelForPhones } from "./labels.js";
import { prepareExport } from "./export.js";
import { foldRows } from "./folding.js";
import { watchFrame } from "./frames.js";
import { selectionSwitch } from "./selection.js";
import { sortable } from "./sorting.js";

const FEW = 6;

export function prepareTables(part) {
  for (const table of part.querySelectorAll("table[data-table], table.stacks")) {
    if (!table.dataset.prepared) {
      table.dataset.prepared = "yes";
      prepare(table);
    }
  }
}

function prepare(table) {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  labelForPhones(table, heads);
  foldRows(table, rows);
  watchFrame(table);
  if (!table.dataset.table) {
    return;
  }
  if (rows.length > 1 && table.dataset.table === "whole") {
    heads.forEach((head, column) => sortable(table, head, column));
  }
  // a table of a few rows is read as it is; where the page has tools for it, they stay
  const tools = rows.length > FEW ? toolsOf(table) : toolsThere(table);
  if (!tools) {
    return;
  }
  if (rows.length > 1) {
    const buttons = [selectionSwitch(table, tools), densitySwitch(), chooserOf(table, heads)];
    if (rows.length > FEW) {
      buttons.unshift(filtersOf(table, heads));
    }
    tools.querySelector(".right").prepend(...buttons);
  }
  if (rows.length) {
    prepareExport(table, tools);
  }
}

function toolsThere(table) {
  return document.querySelector(`[data-tools="${CSS.escape(table.id)}"]`);
}

// A long table has a line of tools above it; one that came without gets it here.
function toolsOf(table) {
  const there = toolsThere(table);
  if (there) {
    return there;
  }
  const tools = document.createElement("div");
  tools.className = "table-tools";
  tools.dataset.tools = table.id;
  for (const side of ["left", "right"]) {
    const group = document.createElement("div");
    group.className = side;
    tools.append(group);
  }
  table.closest(".table-frame").before(tools);
  return tools;
}
