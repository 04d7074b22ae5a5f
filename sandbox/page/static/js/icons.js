// Line icons, drawn here so that nothing is fetched from elsewhere. 20 x 20, stroked.

import { svg } from "./dom.js";

const PATHS = {
  hash: "M8 3 6.500 17M13.500 3 12 17M3.500 7.500h13.500M3 12.500h13.500",
  send: "M3 3.500 17.500 10 3 16.500l2-6.500-2-6.500ZM5 10h6",
  close: "M5 5l10 10M15 5 5 15",
  back: "M12 4 6 10l6 6",
  next: "M8 4l6 6-6 6",
  down: "M5 7.500l5 5 5-5",
  reply: "M4 4h12v9H9l-4 3.500V13H4Z",
  more: "M4.500 10h.01M10 10h.01M15.500 10h.01",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5ZM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  warn: "M10 3 2 17h16L10 3ZM10 8.500v3.500M10 14.500v.01",
  info: "M10 17.500a7.500 7.500 0 1 0 0-15 7.500 7.500 0 0 0 0 15ZM10 9.500v4M10 6.500v.01",
  check: "M4 10.500l4 4 8-9",
  bolt: "M11 2 4 11.500h5L8.500 18 16 8h-5V2Z",
  left: "M3 4h14v12H3ZM12 4v12M5.500 7.500h4M5.500 10h4M5.500 12.500h4",
  right: "M3 4h14v12H3ZM8 4v12M10.500 7.500h4M10.500 10h4M10.500 12.500h4",
  both: "M3 4h14v12H3ZM10 4v12",
  inbox: "M3 11l2-7h10l2 7v5H3v-5ZM3 11h4l1 2h4l1-2h4",
  tag: "M3 3h7l7 7-7 7-7-7V3ZM6.500 6.500v.01",
  pin: "M10 18s6-5.500 6-10a6 6 0 1 0-12 0c0 4.500 6 10 6 10ZM10 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  trash: "M4 6h12M8 6V4h4v2M6 6l.500 10.500h7L14 6",
  truck: "M2 5h9v9H2ZM11 8h3.500L18 11v3h-7M5.500 16.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3ZM14.500 16.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3Z",
  store: "M3 8l1.500-4h11L17 8M3 8v8h14V8M3 8h14M8 16v-4h4v4",
  chat: "M3 4h14v10H9l-4 3v-3H3V4Z",
  reset: "M4 10a6 6 0 1 1 2 4.500M4 16v-3.500h3.500",
  down_to: "M10 4v12M5 11l5 5 5-5",
  file: "M5 2.500h7l3.500 3.500v11.500H5ZM12 2.500V6h3.500",
  link: "M8 5h-4v11h11v-4M11 3h6v6M17 3l-8 8",
  home: "M3 9.500 10 3l7 6.500V17h-5v-5H8v5H3V9.500Z",
};

/** The icon as an SVG node; decorative, so hidden from screen readers. */
export function icon(name, size = 16) {
  const bold = name === "more" ? 2.6 : 1.6;
  return svg(
    "svg",
    { viewBox: "0 0 20 20", width: size, height: size, fill: "none", stroke: "currentColor", "stroke-width": bold,
      "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true", class: "icon" },
    svg("path", { d: PATHS[name] }),
  );
}
