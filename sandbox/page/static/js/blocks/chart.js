// data_visualization: bar, line, area and pie charts as inline SVG, with the figures for screen readers.

import { h, svg } from "../dom.js";
import { pie } from "./pie.js";

export const COLOURS = [
  "#1264a3",
  "#2bac76",
  "#e8912d",
  "#cd2553",
  "#7c3085",
  "#36a6c2",
  "#8d6e63",
  "#5c6bc0",
  "#9e9d24",
  "#d81b60",
  "#00897b",
  "#6d4c41",
];
const HEIGHT = 240;
const BOX = { left: 44, right: 8, top: 12, bottom: 30 };

/** Drawn narrower on a phone, so that the letters stay readable. */
const drawnWidth = () => (innerWidth <= 640 ? 320 : 560);

/** Round steps for an axis: at most five, from zero (or the lowest negative) to above the highest. */
function scale(values) {
  const high = Math.max(...values, 0);
  const low = Math.min(...values, 0);
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= rough);
  const from = Math.floor(low / step) * step;
  const to = Math.max(Math.ceil(high / step) * step, from + step);
  const ticks = [];
  for (let tick = from; tick <= to + step / 2; tick += step) ticks.push(Number(tick.toPrecision(12)));
  return { from, to, ticks };
}

const compact = (value) =>
  new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 }).format(value);

function points(series, categories) {
  const byLabel = new Map(series.data.map((point) => [point.label, point.value]));
  return categories.map((category) => byLabel.get(category) ?? 0);
}

function axes(categories, { ticks }, { x, y, width }, config) {
  const slots = categories.map((name, at) => {
    const room = (width - BOX.left - BOX.right) / categories.length;
    const fits = Math.max(3, Math.floor(room / 6.2));
    return svg(
      "text",
      { x: x(at), y: HEIGHT - BOX.bottom + 16, "text-anchor": "middle", class: "tick" },
      name.length > fits ? `${name.slice(0, fits - 1)}…` : name,
    );
  });
  const lines = ticks.flatMap((tick) => [
    svg("line", { x1: BOX.left, x2: width - BOX.right, y1: y(tick), y2: y(tick), class: tick === 0 ? "axis" : "grid" }),
    svg("text", { x: BOX.left - 8, y: y(tick) + 4, "text-anchor": "end", class: "tick" }, compact(tick)),
  ]);
  const middle = (BOX.top + HEIGHT - BOX.bottom) / 2;
  return [
    lines,
    slots,
    config.x_label &&
      svg(
        "text",
        { x: (width + BOX.left) / 2, y: HEIGHT + 8, "text-anchor": "middle", class: "label" },
        config.x_label,
      ),
    config.y_label &&
      svg(
        "text",
        { x: 10, y: middle, "text-anchor": "middle", class: "label", transform: `rotate(-90 10 ${middle})` },
        config.y_label,
      ),
  ];
}

function bars(all, categories, { x, y, width }) {
  const slot = (width - BOX.left - BOX.right) / categories.length;
  const bar = Math.min(34, (slot * 0.72) / all.length);
  return all.flatMap(({ name, values }, s) =>
    values.map((value, at) => {
      const left = x(at) - (bar * all.length) / 2 + s * bar;
      const top = Math.min(y(value), y(0));
      return svg(
        "rect",
        {
          x: left + 1,
          y: top,
          width: Math.max(1, bar - 2),
          height: Math.max(0, Math.abs(y(value) - y(0))),
          rx: 2,
          fill: COLOURS[s % 12],
        },
        svg("title", {}, `${name}, ${categories[at]}: ${value}`),
      );
    }),
  );
}

function lines(all, categories, { x, y }, filled) {
  return all.flatMap(({ name, values }, s) => {
    const path = values.map((value, at) => `${at ? "L" : "M"}${x(at)} ${y(value)}`).join("");
    const area =
      filled &&
      svg("path", {
        d: `${path}L${x(values.length - 1)} ${y(0)}L${x(0)} ${y(0)}Z`,
        fill: COLOURS[s % 12],
        "fill-opacity": 0.18,
      });
    const dots = values.map((value, at) =>
      svg(
        "circle",
        { cx: x(at), cy: y(value), r: 3.5, fill: COLOURS[s % 12], class: "dot" },
        svg("title", {}, `${name}, ${categories[at]}: ${value}`),
      ),
    );
    return [
      area,
      svg("path", { d: path, fill: "none", stroke: COLOURS[s % 12], "stroke-width": 2.2, "stroke-linejoin": "round" }),
      dots,
    ];
  });
}

function axisChart({ type, series = [], axis_config: config = {} }) {
  const categories = config.categories ?? series[0]?.data.map((point) => point.label) ?? [];
  const all = series.map((one) => ({ name: one.name, values: points(one, categories) }));
  const range = scale(all.flatMap(({ values }) => values));
  const width = drawnWidth();
  const slot = (width - BOX.left - BOX.right) / Math.max(1, categories.length);
  const x = (at) => BOX.left + slot * (at + 0.5);
  const y = (value) => BOX.top + (HEIGHT - BOX.top - BOX.bottom) * (1 - (value - range.from) / (range.to - range.from));
  const frame = { x, y, width };
  const marks = type === "bar" ? bars(all, categories, frame) : lines(all, categories, frame, type === "area");
  return [
    svg(
      "svg",
      { viewBox: `0 0 ${width} ${HEIGHT + (config.x_label ? 14 : -8)}`, class: "chart-svg", "aria-hidden": "true" },
      axes(categories, range, frame, config),
      marks,
    ),
    all.length > 1 && legend(all.map(({ name }) => name)),
    figures(
      ["", ...all.map(({ name }) => name)],
      categories.map((category, at) => [category, ...all.map(({ values }) => values[at])]),
    ),
  ];
}

const legend = (names) =>
  h(
    "ul.legend",
    { "aria-hidden": "true" },
    names.map((name, at) => h("li", {}, h("span.swatch", { style: { background: COLOURS[at % 12] } }), name)),
  );

const figures = (head, rows) =>
  h(
    "table.sr-only",
    {},
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        head.map((cell) => h("th", {}, cell)),
      ),
    ),
    h(
      "tbody",
      {},
      rows.map((row) =>
        h(
          "tr",
          {},
          row.map((cell) => h("td", {}, cell)),
        ),
      ),
    ),
  );

/** A chart block. */
export function chart(block) {
  const spec = block.chart ?? {};
  const body =
    spec.type === "pie"
      ? [
          pie(spec.segments ?? [], COLOURS),
          figures(
            ["", "Value"],
            (spec.segments ?? []).map(({ label, value }) => [label, value]),
          ),
        ]
      : axisChart(spec);
  return h("figure.chart", { "data-chart": spec.type }, h("figcaption", {}, block.title ?? ""), body);
}
