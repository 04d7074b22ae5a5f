// Line icons, drawn here so that nothing is fetched from elsewhere. 20 x 20, stroked.

import { svg } from "./dom.js";

const PATHS = {
  hash: "M8 3 6.5 17M13.5 3 12 17M3.5 7.5h13.5M3 12.5h13.5",
  send: "M3 3.5 17.5 10 3 16.5l2-6.5-2-6.5ZM5 10h6",
  close: "M5 5l10 10M15 5 5 15",
  back: "M12 4 6 10l6 6",
  next: "M8 4l6 6-6 6",
  down: "M5 7.5l5 5 5-5",
  reply: "M4 4h12v9H9l-4 3.5V13H4Z",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5ZM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  warn: "M10 3 2 17h16L10 3ZM10 8.5v3.5M10 14.5v.01",
  info: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 9.5v4M10 6.5v.01",
  check: "M4 10.5l4 4 8-9",
  bolt: "M11 2 4 11.5h5L8.5 18 16 8h-5V2Z",
  left: "M3 4h14v12H3ZM12 4v12M5.5 7.5h4M5.5 10h4M5.5 12.5h4",
  right: "M3 4h14v12H3ZM8 4v12M10.5 7.5h4M10.5 10h4M10.5 12.5h4",
  both: "M3 4h14v12H3ZM10 4v12",
  inbox: "M3 11l2-7h10l2 7v5H3v-5ZM3 11h4l1 2h4l1-2h4",
  tag: "M3 3h7l7 7-7 7-7-7V3ZM6.5 6.5v.01",
  pin: "M10 18s6-5.5 6-10a6 6 0 1 0-12 0c0 4.5 6 10 6 10ZM10 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  trash: "M4 6h12M8 6V4h4v2M6 6l.5 10.5h7L14 6",
  truck:
    "M2 5h9v9H2ZM11 8h3.5L18 11v3h-7M5.5 16.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM14.5 16.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z",
  store: "M3 8l1.5-4h11L17 8M3 8v8h14V8M3 8h14M8 16v-4h4v4",
  chat: "M3 4h14v10H9l-4 3v-3H3V4Z",
  reset: "M4 10a6 6 0 1 1 2 4.5M4 16v-3.5h3.5",
  down_to: "M10 4v12M5 11l5 5 5-5",
  file: "M5 2.5h7l3.5 3.5v11.5H5ZM12 2.5V6h3.5",
  link: "M8 5h-4v11h11v-4M11 3h6v6M17 3l-8 8",
  home: "M3 9.5 10 3l7 6.5V17h-5v-5H8v5H3V9.5Z",
};

/** The icon as an SVG node; decorative, so hidden from screen readers. */
export function icon(name, size = 16) {
  const bold = name === "more" ? 2.6 : 1.6;
  return svg(
    "svg",
    {
      viewBox: "0 0 20 20",
      width: size,
      height: size,
      fill: "none",
      stroke: "currentColor",
      "stroke-width": bold,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
      "aria-hidden": "true",
      class: "icon",
    },
    svg("path", { d: PATHS[name] }),
  );
}
