// What happens when an element is used: the view's state, the confirm dialog, the call to the app.

import { h, uid } from "../dom.js";
import { present } from "../dialog.js";
import { icon } from "../icons.js";
import { textNodes } from "./mrkdwn.js";

/** The value an element begins with: what the view remembers, else `fallback`, which it then remembers. */
export function begin(item, block, ctx, fallback) {
  const { state } = ctx;
  if (!state) return fallback;
  if (!state.has(block.block_id, item.action_id)) state.set(block.block_id, item.action_id, fallback);
  return state.get(block.block_id, item.action_id);
}

/** A choice was made: remembered, and sent unless it waits for the form's submit. */
export async function chosen(item, block, ctx, value, node) {
  ctx.state?.set(block.block_id, item.action_id, value);
  if (block.type === "input" && !block.dispatch_action) return;
  await fire(item, block, ctx, value, node);
}

/** Sends the action, after asking where the element has a confirm dialog. */
export async function fire(item, block, ctx, value, node) {
  if (item.confirm && !(await confirm(item.confirm, ctx))) return;
  node.classList.add("busy");
  node.setAttribute("aria-busy", "true");
  node.parentElement?.querySelector(":scope > .trouble")?.remove();
  const problem = await ctx.act(block.block_id, item.action_id, value);
  node.classList.remove("busy");
  node.removeAttribute("aria-busy");
  if (problem && node.isConnected) node.after(trouble(problem));
}

const trouble = (problem) =>
  h(
    "span.trouble",
    { role: "alert", title: problem, "data-testid": "action-error" },
    icon("warn"),
    h("span", {}, problem),
  );

/** Slack's confirm dialog; resolves to whether the person agreed. */
export function confirm(spec, ctx) {
  return new Promise((resolve) => {
    const id = uid("confirm");
    let close = () => {};
    const end = (answer) => () => {
      close();
      resolve(answer);
    };
    const panel = h(
      "div.dialog.confirm",
      { role: "alertdialog", "aria-modal": "true", "aria-labelledby": id, "data-testid": "confirm", tabindex: "-1" },
      h(
        "header.dialog-head",
        {},
        h("h2", { id }, textNodes(spec.title, ctx)),
        h("button.icon-button", { type: "button", "aria-label": "Close", onclick: end(false) }, icon("close", 20)),
      ),
      h("div.dialog-body", {}, textNodes(spec.text, ctx)),
      h(
        "footer.dialog-foot",
        {},
        h(
          "button.btn",
          { type: "button", onclick: end(false), "data-testid": "confirm-deny" },
          spec.deny?.text ?? "Cancel",
        ),
        h(
          "button.btn",
          {
            type: "button",
            class: spec.style === "danger" ? "danger" : "primary",
            onclick: end(true),
            "data-testid": "confirm-ok",
          },
          spec.confirm?.text ?? "Yes",
        ),
      ),
    );
    close = present(panel, { onclose: end(false), kind: "above" });
  });
}
