// Rows leave the page as CSV, as a workbook, or over the clipboard.
import { say } from "../words.js";
import { csvOf, gridOf, seenRows, tabbedOf } from "./cells.js";
import { button, closing } from "./parts.js";

const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export function prepareExport(table, tools) {
  let menu = tools.querySelector("details.export");
  if (!menu) {
    menu = document.createElement("details");
    menu.className = "menu export";
    const summary = document.createElement("summary");
    summary.textContent = say("导出", "Export");
    menu.append(summary, document.createElement("div"));
    tools.querySelector(".right").append(menu);
  }
  closing(menu);
  const group = document.createElement("p");
  const count = document.createElement("span");
  group.append(count, ...waysOut(table, () => seenRows(table)));
  menu.querySelector("div").prepend(group);
  const show = () => {
    count.textContent = say(`所见 ${seenRows(table).length} 行`, `The ${seenRows(table).length} rows seen`);
  };
  show();
  table.addEventListener("bashu:seen", show);
}

// The same three buttons for the rows that are seen and for those that were chosen.
export function waysOut(table, rows) {
  return [
    button("CSV", () => save(table, "csv", new Blob([`\ufeff${csvOf(gridOf(table, rows()))}`], { type: "text/csv" }))),
    button("XLSX", async () => {
      const { workbookOf } = await import("./workbook.js");
      const content = workbookOf(gridOf(table, rows()), provenance());
      save(table, "xlsx", new Blob([content], { type: WORKBOOK }));
    }),
    button(say("复制", "Copy"), async (event) => {
      const pressed = event.currentTarget;
      const grid = gridOf(table, rows());
      const done = await copied(tabbedOf(grid));
      said(pressed, done ? say("已复制", "Copied") : say("浏览器不允许复制", "The browser forbids it"));
    }),
  ];
}

function save(table, ending, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = `bashu-${table.id}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// Where the rows were seen, so that a workbook passed on can be checked.
function provenance() {
  const version = document.querySelector("[data-version]")?.dataset.version ?? "";
  return [
    [say("页面", "Page"), document.title],
    [say("网址", "Address"), location.href],
    [say("数据版本", "Data version"), version],
    [say("导出日期", "Exported on"), new Date().toISOString().slice(0, 10)],
  ];
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // an intranet without a certificate has no clipboard interface: the old way still works there
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

function said(pressed, words) {
  const before = pressed.textContent;
  pressed.textContent = words;
  pressed.setAttribute("role", "status");
  setTimeout(() => {
    pressed.textContent = before;
    pressed.removeAttribute("role");
  }, 1600);
}
