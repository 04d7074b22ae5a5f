// card, carousel and container: blocks that frame others.

import { h, uid } from "../dom.js";
import { icon } from "../icons.js";
import { element } from "./elements.js";
import { textNodes } from "./mrkdwn.js";
import { picture } from "./plain.js";
import { richText } from "./richtext.js";

export function card(block, ctx) {
  return h(
    "div.card",
    {},
    block.hero_image && picture(block.hero_image, "card-hero"),
    h(
      "div.card-top",
      {},
      block.icon && picture(block.icon, "card-icon"),
      h(
        "div",
        {},
        block.title && h("div.card-title", {}, textNodes(block.title, ctx)),
        block.subtitle && h("div.card-subtitle", {}, textNodes(block.subtitle, ctx)),
      ),
    ),
    block.body && h("div.card-body", {}, textNodes(block.body, ctx)),
    block.actions?.length > 0 &&
      h(
        "div.actions",
        {},
        block.actions.map((item) => element(item, block, ctx)),
      ),
    block.subtext && h("div.muted", {}, textNodes(block.subtext, ctx)),
  );
}

export const carousel = (block, ctx) =>
  h(
    "div.carousel",
    { tabindex: "0", role: "group", "aria-label": "Cards" },
    ctx.render(block.elements ?? block.cards ?? []),
  );

export function container(block, ctx) {
  const id = uid("container");
  const body = h("div.container-body", { id }, ctx.render(block.child_blocks ?? []));
  const heading = [
    h("div.card-title", {}, block.rich_text_title ? richText(block.rich_text_title, ctx) : textNodes(block.title, ctx)),
    block.subtitle && h("div.card-subtitle", {}, textNodes(block.subtitle, ctx)),
  ];
  if (!block.is_collapsible)
    return h(
      "div.container",
      {},
      h("div.container-head", { class: block.has_header_divider ? "ruled" : "" }, heading),
      body,
    );
  body.hidden = Boolean(block.default_collapsed);
  const toggle = h(
    "button.container-head.container-toggle",
    {
      type: "button",
      "aria-expanded": String(!body.hidden),
      "aria-controls": id,
      onclick: () => {
        body.hidden = !body.hidden;
        toggle.setAttribute("aria-expanded", String(!body.hidden));
      },
    },
    h("div", {}, heading),
    icon("down"),
  );
  return h("div.container", {}, toggle, body);
}
