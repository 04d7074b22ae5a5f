// The markdown block: the common part of CommonMark, as nodes.

import { h } from "../dom.js";
import { shortcodes } from "./mrkdwn.js";

const INLINE = [
  [/^`([^`\n]+)`/, (m) => h("code", {}, m[1])],
  [/^\[([^\]\n]+)\]\((https?:[^)\s]+)\)/, (m, ctx) => ctx.link(m[2], spans(m[1], ctx))],
  [/^(\*\*|__)(?=\S)(.+?)\1/, (m, ctx) => h("strong", {}, spans(m[2], ctx))],
  [/^([*_])(?=\S)([^*_\n]+?)\1(?![\p{L}\p{N}])/u, (m, ctx) => h("em", {}, spans(m[2], ctx))],
  [/^~~(?=\S)(.+?)~~/, (m, ctx) => h("s", {}, spans(m[1], ctx))],
  [/^(https?:\/\/[^\s<>]+[^\s<>.,;:!?)])/, (m, ctx) => ctx.link(m[1], [m[1]])],
];

function spans(text, ctx) {
  const nodes = [];
  let rest = "";
  for (let at = 0; at < text.length;) {
    if (text[at] === "\\" && /[\\`*_~[\]()#>-]/.test(text[at + 1] ?? "")) {
      rest += text[at + 1];
      at += 2;
      continue;
    }
    const inWord = /[\p{L}\p{N}]/u.test(text[at - 1] ?? "") && text[at] !== "`";
    const hit = inWord
      ? null
      : INLINE.map(([rule, make]) => [rule.exec(text.slice(at)), make]).find(([match]) => match);
    if (hit) {
      nodes.push(...shortcodes(rest), hit[1](hit[0], ctx));
      rest = "";
      at += hit[0][0].length;
    } else rest += text[at++];
  }
  return [...nodes, ...shortcodes(rest)];
}

const RULES = [
  { test: /^```/, read: fence },
  { test: /^#{1,6} /, read: (lines, ctx) => heading(lines, ctx) },
  { test: /^(?:-{3,}|\*{3,})\s*$/, read: (lines) => (lines.shift(), h("hr")) },
  { test: /^> ?/, read: (lines, ctx) => h("blockquote", {}, spans(take(lines, /^> ?/).join("\n"), ctx)) },
  { test: /^\s*[-*+] /, read: (lines, ctx) => listing("ul", take(lines, /^\s*[-*+] /), ctx) },
  { test: /^\s*\d+[.)] /, read: (lines, ctx) => listing("ol", take(lines, /^\s*\d+[.)] /), ctx) },
  { test: /^\|.*\|\s*$/, read: (lines, ctx) => grid(take(lines, /^(?=\|.*\|\s*$)/), ctx) },
];

function take(lines, rule) {
  const taken = [];
  while (lines.length && rule.test(lines[0])) taken.push(lines.shift().replace(rule, ""));
  return taken;
}

function fence(lines) {
  lines.shift();
  const body = [];
  while (lines.length && !lines[0].startsWith("```")) body.push(lines.shift());
  lines.shift();
  return h("pre.mrkdwn-pre", {}, body.join("\n"));
}

function heading(lines, ctx) {
  const [, marks, text] = /^(#+) (.*)$/.exec(lines.shift());
  return h(
    "div",
    { class: `md-h${marks.length}`, role: "heading", "aria-level": Math.min(marks.length + 2, 6) },
    spans(text, ctx),
  );
}

const listing = (tag, items, ctx) =>
  h(
    tag,
    {},
    items.map((item) => h("li", {}, spans(item, ctx))),
  );

function grid(lines, ctx) {
  const rows = lines
    .map((line) =>
      line
        .trim()
        .replace(/^\||\|$/g, "")
        .split("|")
        .map((cell) => cell.trim()),
    )
    .filter((cells) => !cells.every((cell) => /^:?-+:?$/.test(cell)));
  const [head, ...body] = rows;
  return h(
    "div.table-wrap",
    {},
    h(
      "table.block-table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          head.map((cell) => h("th", {}, spans(cell, ctx))),
        ),
      ),
      h(
        "tbody",
        {},
        body.map((row) =>
          h(
            "tr",
            {},
            row.map((cell) => h("td", {}, spans(cell, ctx))),
          ),
        ),
      ),
    ),
  );
}

/** A markdown block. */
export function markdown(block, ctx) {
  const root = h("div.markdown");
  const lines = String(block.text ?? "").split("\n");
  let paragraph = [];
  const flush = () => {
    if (paragraph.length) root.append(h("p", {}, spans(paragraph.join("\n"), ctx)));
    paragraph = [];
  };
  while (lines.length) {
    const rule = RULES.find(({ test }) => test.test(lines[0]));
    if (rule) {
      flush();
      root.append(rule.read(lines, ctx));
    } else if (lines[0].trim()) paragraph.push(lines.shift());
    else {
      flush();
      lines.shift();
    }
  }
  flush();
  return root;
}
