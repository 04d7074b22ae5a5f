// The Slack half of the page.

import { h, put } from "../dom.js";
import { icon } from "../icons.js";
import { listen } from "../live.js";
import { attempt } from "../toast.js";
import { channelPane, threadPane } from "./channel.js";
import { homePane } from "./home.js";
import { modals } from "./modals.js";
import { sidebar } from "./sidebar.js";
import { readWorkspace, space, watch } from "./space.js";

/** Builds the workspace; resolves once its first state is read. */
export async function slackPane(root) {
  listen("slack.connection", ({ topic }) => {
    // A reset takes direct conversations with it: first of all listeners, so that none asks for them.
    if (topic === "sandbox.reset") space.dms = [];
    attempt(readWorkspace);
  });
  const show = (view) => root.setAttribute("data-view", view);
  const back = () =>
    h(
      "button.icon-button.phone-back",
      {
        type: "button",
        "aria-label": "Back to channels",
        "data-testid": "back-to-channels",
        onclick: () => show("list"),
      },
      icon("back", 20),
    );
  const banner = h("div.banner", { role: "status", hidden: true, "data-testid": "bot-offline" });
  const middle = h("div.middle", {}, channelPane(back), homePane(back), threadPane());
  put(root, sidebar(), h("div.stage", {}, banner, middle));
  show("channel");
  watch((what) => {
    if (what === "place") show("channel");
    banner.hidden = space.bot.connected;
    put(
      banner,
      icon("warn", 16),
      h(
        "span",
        {},
        h("strong", {}, `${space.bot.name} is not connected.`),
        " Buttons and commands will not be answered until the bot runs.",
      ),
    );
  });
  modals();
  await attempt(readWorkspace);
}
