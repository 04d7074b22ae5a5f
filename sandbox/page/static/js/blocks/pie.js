// The pie chart: a ring with its total in the middle and a legend with shares.

import { h, svg } from "../dom.js";

const R = 70;
const HOLE = 44;

function slice(from, to, fill, title) {
  const at = (share, radius) =>
    [90 + radius * Math.sin(share * 2 * Math.PI), 90 - radius * Math.cos(share * 2 * Math.PI)]
      .map((n) => n.toFixed(2))
      .join(" ");
  const end = to - from >= 1 ? from + 0.9999 : to;
  const large = end - from > 0.5 ? 1 : 0;
  const d = `M${at(from, R)}A${R} ${R} 0 ${large} 1 ${at(end, R)}L${at(end, HOLE)}A${HOLE} ${HOLE} 0 ${large} 0 ${at(from, HOLE)}Z`;
  return svg("path", { d, fill, class: "slice" }, svg("title", {}, title));
}

/** Segments of {label, value} as a ring with its legend. */
export function pie(segments, colours) {
  const total = segments.reduce((sum, { value }) => sum + value, 0) || 1;
  let from = 0;
  const slices = segments.map(({ label, value }, at) => {
    const node = slice(from, from + value / total, colours[at % colours.length], `${label}: ${value}`);
    from += value / total;
    return node;
  });
  const middle = svg(
    "text",
    { x: 90, y: 96, "text-anchor": "middle", class: "pie-total" },
    String(Number(total.toPrecision(12))),
  );
  const rows = segments.map(({ label, value }, at) =>
    h(
      "li",
      {},
      h("span.swatch", { style: { background: colours[at % colours.length] } }),
      h("span.legend-name", {}, label),
      h("span.legend-value", {}, `${value} · ${Math.round((100 * value) / total)}%`),
    ),
  );
  return h(
    "div.pie",
    { "aria-hidden": "true" },
    svg("svg", { viewBox: "10 10 160 160", class: "pie-svg" }, slices, middle),
    h("ul.legend.tall", {}, rows),
  );
}
