// A workbook of one table and a sheet that says where it was seen (Office Open XML, ECMA-376); fetched when asked for.
import { strToU8, zipSync } from "fflate";
import { say } from "../words.js";
import { numberOf } from "./cells.js";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const WIDEST = 60;

export function workbookOf(grid, provenance) {
  const names = [say("数据", "Data"), say("来源", "Source")];
  const files = {
    "[Content_Types].xml":
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${kind("sheet.main")}"/><Override PartName="/xl/styles.xml" ContentType="${kind("styles")}"/>` +
      names.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${kind("worksheet")}"/>`).join("") +
      "</Types>",
    "_rels/.rels": relations([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml":
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>` +
      names.map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="r${at + 1}"/>`).join("") +
      "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": relations([
      ...names.map((_, at) => ["worksheet", `worksheets/sheet${at + 1}.xml`]),
      ["styles", "styles.xml"],
    ]),
    "xl/styles.xml":
      `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>` +
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
      '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
      '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs>' +
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    "xl/worksheets/sheet1.xml": sheet(grid, true),
    "xl/worksheets/sheet2.xml": sheet(provenance, false),
  };
  const parts = Object.entries(files).map(([name, text]) => [name, strToU8(HEAD + text)]);
  return zipSync(Object.fromEntries(parts));
}

const kind = (part) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${part}+xml`;

function relations(targets) {
  const each = targets.map(
    ([type, target], at) => `<Relationship Id="r${at + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>`;
}

function sheet(grid, headed) {
  const view = headed
    ? '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    : "";
  const widths = grid[0].map((_, at) => Math.min(WIDEST, 2 + Math.max(...grid.map((row) => breadth(row[at] ?? "")))));
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const rows = grid.map((row, at) => `<row>${row.map((text) => cell(text, headed && at === 0)).join("")}</row>`);
  return `<worksheet xmlns="${MAIN}">${view}<cols>${columns.join("")}</cols><sheetData>${rows.join("")}</sheetData></worksheet>`;
}

// A Han character is as wide as two figures.
const breadth = (text) => [...text].reduce((sum, each) => sum + (each > "\u2e7f" ? 2 : 1), 0);

function cell(text, head) {
  const number = head ? null : numberOf(text);
  return number === null
    ? `<c t="inlineStr"${head ? ' s="1"' : ""}><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
    : `<c><v>${number}</v></c>`;
}

function escaped(text) {
  return text
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
