// The page begins here: both panes at `/`, one store's admin alone at `/admin/...`.

import * as api from "./api.js";
import { adminPane } from "./admin/index.js";
import { confirm } from "./blocks/interact.js";
import { faultsDrawer } from "./faults.js";
import { hint } from "./hint.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { layout, onAdminPath } from "./layout.js";
import { connect } from "./live.js";
import { slackPane } from "./slack/index.js";
import { attempt, toast } from "./toast.js";

const root = document.getElementById("app");
const alone = location.pathname.startsWith("/admin/");

function status(live) {
  const node = document.getElementById("live");
  if (!node) return;
  node.classList.toggle("on", live);
  node.title = live ? "Live" : "The sandbox does not answer";
  node.textContent = live ? "" : "Reconnecting…";
}

const plain = (text) => ({ type: "plain_text", text });
const QUESTION = {
  title: plain("Reset the sandbox?"),
  text: plain(
    "The stores and Slack begin anew: all orders, messages and faults go. SyncTec remembers what it did: " +
      "App Home and the digest still count those orders. To forget everything, end the demo and run “make clean”.",
  ),
  confirm: plain("Reset"),
  deny: plain("Keep it"),
  style: "danger",
};

async function reset() {
  if (!(await confirm(QUESTION, {}))) return;
  if (await attempt(() => api.sandbox.reset("demo"))) toast("The stores and Slack began anew; SyncTec remembers what it did.");
}

function buildBoth() {
  const slack = h("main.slack", { "aria-label": "Slack" });
  const stores = h("section.stores", { "aria-label": "The stores' admin" });
  const drawer = faultsDrawer();
  const extras = [
    drawer.button,
    h(
      "button.top-button",
      { type: "button", "data-testid": "reset", title: "The stores and Slack begin anew; SyncTec remembers what it did", onclick: reset },
      icon("reset", 16),
      h("span", {}, "Reset"),
    ),
  ];
  layout(root, { slack, stores, faults: drawer.node, extras });
  root.prepend(hint());
  const admin = adminPane(stores, { alone: false });
  onAdminPath(admin.show);
  return slackPane(slack);
}

if (alone) {
  root.classList.add("alone");
  const stores = h("main.stores", { "aria-label": "The store's admin" });
  root.append(stores);
  adminPane(stores, { alone: true });
} else await buildBoth();

connect(status);
document.documentElement.dataset.ready = "true";
