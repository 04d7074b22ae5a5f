// One renderer a block type; what is unknown says so instead of vanishing.

import { h } from "../dom.js";
import { chart } from "./chart.js";
import { card, carousel, container } from "./card.js";
import { element } from "./elements.js";
import { input } from "./input.js";
import { markdown } from "./markdown.js";
import { textNodes } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { dataTable, table } from "./table.js";
import { alert, context, file, header, image, video } from "./plain.js";
import { plan, taskCard } from "./plan.js";

function section(block, ctx) {
  const fields = (block.fields ?? []).map((field) => h("div.field", {}, textNodes(field, ctx)));
  const body = h(
    "div.section-body",
    {},
    block.text && h("div.section-text", {}, textNodes(block.text, ctx)),
    fields.length > 0 && h("div.fields", {}, fields),
  );
  const accessory = block.accessory && h("div.accessory", {}, element(block.accessory, block, ctx));
  return h("div.section", {}, body, accessory);
}

const actions = (block, ctx) =>
  h(
    "div.actions",
    {},
    (block.elements ?? []).map((item) => element(item, block, ctx)),
  );

const RENDERERS = {
  section,
  actions,
  input,
  header,
  context,
  image,
  video,
  file,
  alert,
  markdown,
  table,
  card,
  carousel,
  container,
  plan,
  context_actions: actions,
  data_table: dataTable,
  data_visualization: chart,
  divider: () => h("hr.divider"),
  rich_text: richText,
  task_card: taskCard,
};

/** One block as a node, marked with its type and id. */
export function renderBlock(block, ctx) {
  const make = RENDERERS[block.type];
  const node = make
    ? make(block, ctx)
    : h("div.unknown-block", {}, `This page cannot show a block of type ${block.type}.`);
  node.classList.add("block");
  node.dataset.block = block.type;
  if (block.block_id) node.dataset.blockId = block.block_id;
  return node;
}

/** All blocks of a message or view. Containers hand this on to their children. */
export function renderBlocks(blocks, ctx) {
  const inner = { ...ctx, render: (list) => list.map((block) => renderBlock(block, inner)) };
  return (blocks ?? []).map((block) => renderBlock(block, inner));
}
