// The input block: label, element, hint, and what is wrong with the answer.

import { h, uid } from "../dom.js";
import { element } from "./elements.js";
import { textNodes } from "./mrkdwn.js";

const GROUPS = new Set(["checkboxes", "radio_buttons"]);

export function input(block, ctx) {
  const id = uid("input");
  const hint = block.hint && h("div.hint", { id: `${id}-hint` }, textNodes(block.hint, ctx));
  const words = [h("span", {}, textNodes(block.label, ctx)), block.optional && h("span.optional", {}, " (optional)")];
  const grouped = GROUPS.has(block.element.type);
  const heading = grouped ? h("div.label", { id: `${id}-label` }, words) : h("label.label", { for: id }, words);
  const described = [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" ");
  const field = element(
    block.element,
    block,
    ctx,
    grouped ? { labelledby: `${id}-label` } : { id, describedby: described },
  );
  return h("div.input-block", {}, heading, field, h("div.input-error", { id: `${id}-error`, role: "alert" }), hint);
}

/** Writes Slack's `errors` beneath their blocks, takes older ones away, and answers the first field. */
export function showErrors(root, errors) {
  let first = null;
  for (const block of root.querySelectorAll(".input-block")) {
    const problem = errors[block.dataset.blockId];
    block.classList.toggle("wrong", Boolean(problem));
    block.querySelector(".input-error").textContent = problem ?? "";
    const field = block.querySelector("input,select,textarea");
    if (problem) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
    if (problem) first ??= field;
  }
  return first;
}
