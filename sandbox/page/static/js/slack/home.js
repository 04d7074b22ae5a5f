// App Home: what the app published for this person, and what it is.

import * as api from "../api.js";
import { renderBlocks } from "../blocks/index.js";
import { h, put, soon } from "../dom.js";
import { listen } from "../live.js";
import { attempt } from "../toast.js";
import { avatar } from "./avatar.js";
import { blockContext } from "./context.js";
import { composer } from "./composer.js";
import { MessageList } from "./list.js";
import { isReply, seen } from "./sidebar.js";
import { HOME, attend, directId, space, watch } from "./space.js";
import { ViewState } from "./viewstate.js";

const TABS = { home: "Home", messages: "Messages", about: "About" };

export function homePane(back) {
  const head = h("header.home-head");
  const body = h("div.home-body", { "data-testid": "home" });
  const scroll = h("div.home-scroll", {}, body);
  const direct = directMessages();
  const node = h("section.app-home", { "aria-label": "App Home", hidden: true }, head, scroll, direct.node);
  let tab = "home";
  let view = null;
  let drawn = "";
  const choose = (name) => {
    tab = name;
    draw();
  };
  const draw = () => {
    put(
      head,
      back(),
      avatar({ name: space.bot.name, bot: true }, 26),
      h("h2", {}, space.bot.name),
      h("span.app-badge", {}, "APP"),
      h(
        "div.tabs",
        { role: "tablist" },
        Object.entries(TABS).map(([name, label]) =>
          h(
            "button.tab",
            {
              type: "button",
              role: "tab",
              "aria-selected": String(tab === name),
              "data-testid": `home-tab-${name}`,
              onclick: () => choose(name),
            },
            label,
          ),
        ),
      ),
    );
    scroll.hidden = tab === "messages";
    direct.show(tab === "messages");
    const key = JSON.stringify([tab, view, space.me, space.bot.connected]);
    if (key === drawn) return;
    drawn = key;
    put(
      body,
      tab === "about"
        ? about()
        : view
          ? renderBlocks(view.blocks, blockContext({ home: true }, { state: new ViewState() }))
          : empty(),
    );
  };
  // Opening Home tells the app, which may publish; what it publishes is only read.
  const load = async (ask) => {
    const { me } = space;
    const answer = await attempt(() => ask(me));
    if (!answer || me !== space.me || space.place !== HOME) return;
    view = answer.view;
    if (answer.channel) await attend([answer.channel]);
    draw();
  };
  const reread = soon(() => load(api.slack.home), 60);
  watch((what) => {
    node.hidden = space.place !== HOME;
    if (node.hidden || what === "thread") return;
    draw();
    if (what === "workspace") reread();
    else load(api.slack.openHome);
  });
  listen("slack.home", ({ user }) => {
    if (space.place === HOME && (!user || user === space.me)) reread();
  });
  return node;
}

/** What the app and this person write to each other. */
function directMessages() {
  const list = new MessageList();
  const box = composer({ testid: "direct-composer" });
  const node = h("div.direct", { hidden: true }, list.node, box.node);
  let shown = null;
  const load = async () => {
    const channel = directId();
    if (node.hidden || !channel) return;
    const messages = await attempt(() => api.slack.messages(channel, space.me));
    if (!messages || channel !== directId()) return;
    if (shown !== channel) list.clear();
    shown = channel;
    list.update(
      messages.filter((message) => !isReply(message)),
      channel,
      space.me,
    );
    seen(channel, messages.at(-1)?.ts);
  };
  listen("slack.message", soon(load, 40));
  return {
    node,
    show(visible) {
      node.hidden = !visible;
      if (visible && directId()) box.aim(`Message ${space.bot.name}`, { channel: directId() });
      load();
    },
  };
}

const empty = () =>
  h(
    "div.empty",
    {},
    avatar({ name: space.bot.name, bot: true }, 56),
    h("h3", {}, "This is where the app's Home will be"),
    h(
      "p",
      {},
      space.bot.connected
        ? "The app has not published anything here yet."
        : "The app is not connected: start it and come back.",
    ),
  );

const about = () =>
  h(
    "div.about",
    {},
    avatar({ name: space.bot.name, bot: true }, 72),
    h("h3", {}, space.bot.name),
    h("p", {}, space.commands[0]?.description ?? ""),
    h("h4", {}, "Commands"),
    h(
      "ul.about-commands",
      {},
      space.commands.map((one) =>
        h("li", {}, h("code", {}, one.command), " ", one.description, one.usage_hint && h("small", {}, one.usage_hint)),
      ),
    ),
  );
