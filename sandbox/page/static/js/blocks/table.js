// table and data_table: the latter sorts by its headings and pages.

import { h, put } from "../dom.js";
import { icon } from "../icons.js";
import { shortcodes } from "./mrkdwn.js";
import { richText } from "./richtext.js";

function cellNodes(cell, ctx) {
  if (!cell) return [];
  if (cell.type === "rich_text") return [richText(cell, ctx)];
  return shortcodes(String(cell.text ?? cell.value ?? ""));
}

function cellClass(cell, settings = {}) {
  const align = settings.align ?? (cell?.type === "raw_number" ? "right" : "left");
  return `align-${align}${settings.is_wrapped ? " wraps" : ""}`;
}

export function table(block, ctx) {
  const settings = block.column_settings ?? [];
  const [head = [], ...body] = block.rows ?? [];
  const cells = (row, tag) =>
    row.map((cell, at) => h(tag, { class: cellClass(cell, settings[at] ?? {}) }, cellNodes(cell, ctx)));
  return h(
    "div.table-wrap",
    { tabindex: "0", role: "group", "aria-label": "Table" },
    h(
      "table.block-table",
      {},
      h("thead", {}, h("tr", {}, cells(head, "th"))),
      h(
        "tbody",
        {},
        body.map((row) => h("tr", {}, cells(row, "td"))),
      ),
    ),
  );
}

function plainText(part) {
  if (part?.text !== undefined && typeof part.text === "string") return part.text;
  return (part?.elements ?? []).map(plainText).join("");
}

function compare(a, b) {
  if (a?.type === "raw_number" && b?.type === "raw_number") return a.value - b.value;
  return plainText(a).localeCompare(plainText(b), "en", { numeric: true });
}

export function dataTable(block, ctx) {
  const [head = [], ...rows] = block.rows ?? [];
  const size = block.page_size ?? 5;
  const state = { page: 0, column: null, down: false };
  const root = h("div.data-table");
  const draw = () => {
    const sorted =
      state.column === null
        ? rows
        : [...rows].sort((a, b) => compare(a[state.column], b[state.column]) * (state.down ? -1 : 1));
    put(
      root,
      dataGrid(block, ctx, head, sorted.slice(state.page * size, (state.page + 1) * size), state, draw),
      rows.length > size && pager(rows.length, size, state, draw),
    );
  };
  draw();
  return root;
}

function dataGrid(block, ctx, head, rows, state, draw) {
  const headings = head.map((cell, at) => {
    const sorted = state.column === at;
    const sort = () => {
      state.down = sorted && !state.down;
      state.column = at;
      state.page = 0;
      draw();
    };
    return h(
      "th",
      { class: cellClass(rows[0]?.[at]), "aria-sort": sorted ? (state.down ? "descending" : "ascending") : null },
      h(
        "button.sort",
        { type: "button", onclick: sort },
        cellNodes(cell, ctx),
        sorted ? (state.down ? " ↓" : " ↑") : "",
      ),
    );
  });
  const headerColumn = block.row_header_column_index ?? 0;
  const line = (row) =>
    h(
      "tr",
      {},
      row.map((cell, at) =>
        h(
          at === headerColumn ? "th" : "td",
          { class: cellClass(cell), scope: at === headerColumn ? "row" : null },
          cellNodes(cell, ctx),
        ),
      ),
    );
  return h(
    "div.table-wrap",
    { tabindex: "0", role: "group", "aria-label": block.caption ?? "Table" },
    h(
      "table.block-table",
      {},
      h("caption", {}, block.caption),
      h("thead", {}, h("tr", {}, headings)),
      h("tbody", {}, rows.map(line)),
    ),
  );
}

function pager(total, size, state, draw) {
  const pages = Math.ceil(total / size);
  const go = (step) => () => {
    state.page += step;
    draw();
  };
  return h(
    "div.pager",
    {},
    h(
      "button.icon-button",
      { type: "button", "aria-label": "Previous page", disabled: state.page === 0, onclick: go(-1) },
      icon("back"),
    ),
    h("span", {}, `${state.page * size + 1}–${Math.min(total, (state.page + 1) * size)} of ${total}`),
    h(
      "button.icon-button",
      { type: "button", "aria-label": "Next page", disabled: state.page >= pages - 1, onclick: go(1) },
      icon("next"),
    ),
  );
}
