// What a table shows, as words and numbers for a file: bars as their values, sources as their full address.
export function seenRows(table) {
  return [...table.tBodies[0].rows].filter((row) => !row.hidden);
}

export function gridOf(table, rows) {
  const heads = [...table.tHead.rows[0].cells];
  const shown = heads.map((head) => !head.hidden);
  const keep = (_, column) => shown[column];
  return [
    heads.filter(keep).map((head) => head.textContent.trim()),
    ...rows.map((row) => [...row.cells].filter(keep).map(wordsOf)),
  ];
}

export function wordsOf(cell) {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll("input, summary.more").forEach((part) => part.remove());
  copy.querySelectorAll("a[rel~=external]").forEach((link) => link.replaceChildren(`${link.href} `));
  copy.querySelectorAll(".bars").forEach((bars) => {
    const values = [...bars.querySelectorAll("title")].map((title) => title.textContent.trim());
    bars.replaceChildren(`${values.join("；")}；`);
  });
  copy.querySelectorAll("details > summary").forEach((summary) => {
    if (summary.parentElement.childElementCount > 1) {
      summary.remove();
    }
  });
  copy.querySelectorAll(".sub, br, li").forEach((part) => part.before(" "));
  return copy.textContent.replace(/\s+/g, " ").replace(/；\s*$/, "").trim();
}

// Digits that are a number and no code: no leading zero, at most fifteen of them.
export function numberOf(text) {
  const plain = text.replaceAll(",", "");
  const tidy = /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(plain) && /^-?\d{1,3}(,\d{3})*(\.\d+)?$|^[^,]*$/.test(text);
  return tidy ? Number(plain) : null;
}

// A cell that a spreadsheet would take for a formula is kept as text.
const tame = (text) => (/^[=+@\t-]/.test(text) && numberOf(text) === null ? `'${text}` : text);

export function csvOf(grid) {
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return grid.map((row) => row.map((text) => quoted(tame(text))).join(",")).join("\r\n") + "\r\n";
}

export function tabbedOf(grid) {
  return grid.map((row) => row.map((text) => tame(text.replaceAll("\t", " "))).join("\t")).join("\n");
}
