// Blocks that only show something.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { textNodes } from "./mrkdwn.js";

export const header = (block, ctx) => h("h3.header", {}, textNodes(block.text, ctx));

export function context(block, ctx) {
  return h(
    "div.context",
    {},
    (block.elements ?? []).map((item) =>
      item.type === "image" ? picture(item, "context-image") : h("span.context-text", {}, textNodes(item, ctx)),
    ),
  );
}

/** An image element; addresses that are not http(s) are not loaded. */
export function picture(item, cls) {
  const address = item.image_url ?? item.slack_file?.url ?? "";
  const safe = /^(https?:\/\/|data:image\/(png|gif|jpeg|svg\+xml);|\/)/.test(address);
  return h("img", {
    class: cls,
    src: safe ? address : null,
    alt: item.alt_text ?? "",
    loading: "lazy",
    referrerpolicy: "no-referrer",
  });
}

export function image(block, ctx) {
  return h(
    "figure.image-block",
    {},
    block.title && h("figcaption", {}, textNodes(block.title, ctx)),
    picture(block, "image"),
  );
}

export function video(block, ctx) {
  return h(
    "div.video-block",
    {},
    ctx.link(block.title_url ?? block.video_url, textNodes(block.title, ctx)),
    block.author_name && h("div.muted", {}, block.author_name),
    block.description && h("div", {}, textNodes(block.description, ctx)),
    block.thumbnail_url && picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }, "image"),
  );
}

export const file = (block) => h("div.file-block", {}, icon("file"), block.external_id ?? "A file");

const LEVEL_ICON = { warning: "warn", error: "warn", success: "check", info: "info", default: "info" };

export function alert(block, ctx) {
  const level = block.level ?? "default";
  return h(
    "div.alert",
    { class: `alert-${level}`, role: level === "error" ? "alert" : "note" },
    icon(LEVEL_ICON[level] ?? "info"),
    h("div", {}, textNodes(block.text, ctx)),
  );
}
