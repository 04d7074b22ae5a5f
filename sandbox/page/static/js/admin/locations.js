// A store's locations, and what the app may do there.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { cardBox, pageHead } from "./parts.js";

export function locationsPage({ store }) {
  const facts = [
    ["Domain", `${store.shop}.myshopify.com`],
    ["Currency", store.currency],
    ["Time zone", store.timezone],
    ["Plan", store.plan],
    ["E-mail", store.email],
  ];
  const node = h(
    "div.page",
    {},
    pageHead("Locations"),
    h(
      "div.box",
      {},
      (store.locations ?? []).map((place) =>
        h(
          "div.location",
          {},
          icon("pin", 18),
          h("strong", {}, place.name),
          h("span.grow"),
          h(
            "span.status",
            { class: place.active === false ? "" : "success" },
            place.active === false ? "Inactive" : "Active",
          ),
        ),
      ),
    ),
    cardBox(
      "Store",
      h(
        "dl.facts",
        {},
        facts.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
      ),
    ),
    cardBox(
      "What the app may do",
      h(
        "p.tags",
        {},
        (store.scopes ?? []).map((scope) => h("span.tag", {}, scope)),
      ),
    ),
  );
  return { node };
}
