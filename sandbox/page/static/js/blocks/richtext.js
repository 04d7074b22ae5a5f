// rich_text blocks.

import { h } from "../dom.js";
import { emoji } from "./emoji.js";
import { emojiNode } from "./mrkdwn.js";

const TAGS = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

function dressed(node, style = {}) {
  let result = node;
  for (const [name, tag] of Object.entries(TAGS)) if (style[name]) result = h(tag, {}, result);
  return result;
}

const LEAVES = {
  text: (e) => e.text,
  link: (e, ctx) => ctx.link(e.url, [e.text ?? e.url]),
  emoji: (e) => (emoji(e.name) ? emojiNode(emoji(e.name), e.name) : `:${e.name}:`),
  user: (e, ctx) => ctx.userMention(e.user_id),
  channel: (e, ctx) => ctx.channelMention(e.channel_id),
  usergroup: (e) => h("span.mention", {}, `@${e.usergroup_id}`),
  broadcast: (e) => h("span.mention.broadcast", {}, `@${e.range}`),
  date: (e, ctx) => ctx.date(e.timestamp, e.format, e.fallback),
  color: (e) => h("code", {}, e.value),
};

function leaf(element, ctx) {
  const make = LEAVES[element.type];
  return make ? dressed(make(element, ctx), element.style) : null;
}

const leaves = (element, ctx) => (element.elements ?? []).map((child) => leaf(child, ctx));

function list(element, ctx) {
  const tag = element.style === "ordered" ? "ol" : "ul";
  const props = { class: `indent-${Math.min(element.indent ?? 0, 6)}` };
  if (tag === "ol" && element.offset) props.start = element.offset + 1;
  return h(
    tag,
    props,
    (element.elements ?? []).map((item) => h("li", {}, part(item, ctx))),
  );
}

const PARTS = {
  rich_text_section: (e, ctx) => h("span.rt-section", {}, leaves(e, ctx)),
  rich_text_list: list,
  rich_text_quote: (e, ctx) => h("blockquote", {}, leaves(e, ctx)),
  rich_text_preformatted: (e, ctx) => h("pre.mrkdwn-pre", {}, leaves(e, ctx)),
};

const part = (element, ctx) => PARTS[element.type]?.(element, ctx) ?? null;

/** A rich_text block, also as the cell of a table. */
export function richText(block, ctx) {
  return h(
    "div.rich-text",
    {},
    (block.elements ?? []).map((element) => part(element, ctx)),
  );
}
