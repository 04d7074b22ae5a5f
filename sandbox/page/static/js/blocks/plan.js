// task_card and plan: what an app is doing, step by step.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { richText } from "./richtext.js";

const SIGNS = {
  complete: () => icon("check"),
  error: () => icon("warn"),
  in_progress: () => h("span.spinner"),
  pending: () => h("span.ring"),
};

export function taskCard(block, ctx) {
  const status = block.status ?? "pending";
  return h(
    "div.task",
    { class: `task-${status}` },
    h("span.task-sign", { title: status.replace("_", " ") }, (SIGNS[status] ?? SIGNS.pending)()),
    h(
      "div",
      {},
      h("div", {}, block.title ?? ""),
      block.details && richText(block.details, ctx),
      block.output && richText(block.output, ctx),
    ),
  );
}

export const plan = (block, ctx) =>
  h(
    "div.plan",
    {},
    h("div.card-title", {}, block.title ?? ""),
    (block.tasks ?? []).map((task) => taskCard(task, ctx)),
  );
