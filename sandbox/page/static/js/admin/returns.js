// What comes back of an order: each return with what staff can do with it.

import { h } from "../dom.js";
import { moment, words } from "../format.js";
import { badge } from "./parts.js";
import { lineRow } from "./shipping.js";

const STEPS = {
  REQUESTED: [
    ["approve", "Approve"],
    ["decline", "Decline"],
  ],
  OPEN: [
    ["close", "Close return"],
    ["cancel", "Cancel return"],
  ],
  CLOSED: [["reopen", "Reopen"]],
};

/** A box for each return; `step(return, verb)` is asked for what a button says. */
export function returnBoxes(order, step) {
  const byId = new Map((order.lines ?? []).map((line) => [String(line.id), line]));
  return (order.returns ?? []).map((one) => {
    const steps = STEPS[one.status] ?? [];
    return h(
      "section.box",
      { "data-testid": "return" },
      h(
        "header.ship-head",
        {},
        badge(one.status === "CANCELED" ? "CANCELLED" : one.status),
        h("span.muted", {}, one.name),
        h("span.muted", {}, moment(one.createdAt)),
        one.decline && h("span.muted", {}, words(one.decline.reason), one.decline.note && `: ${one.decline.note}`),
      ),
      h(
        "div.lines",
        {},
        one.lines.map((part) => [
          lineRow(byId.get(part.lineId) ?? { title: part.sku ?? "Item" }, part.quantity, { price: false }),
        ]),
      ),
      steps.length > 0 &&
        h(
          "footer.box-foot",
          {},
          steps.map(([verb, said], at) =>
            h(
              "button.pbtn",
              {
                type: "button",
                class: at ? "" : "primary",
                "data-testid": `return-${verb}`,
                onclick: () => step(one, verb),
              },
              said,
            ),
          ),
        ),
    );
  });
}
