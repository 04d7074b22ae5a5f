// The sidebar: team, channels with what is unread, the app, and who one is.

import * as api from "../api.js";
import { menu } from "../blocks/menu.js";
import { h, put, soon } from "../dom.js";
import { icon } from "../icons.js";
import { listen } from "../live.js";
import { recall, remember } from "../prefs.js";
import { avatar } from "./avatar.js";
import { HOME, attend, become, directId, goTo, channelById, people, space, userById, watch } from "./space.js";

const unread = new Map();

export function sidebar() {
  const node = h("nav.sidebar", { "aria-label": "Slack workspace" });
  const draw = () => put(node, head(), h("div.side-scroll", {}, channels(), apps()), me());
  watch((what) => {
    if (what === "me" || what === "workspace") readAll(draw);
    if (what !== "thread") draw();
  });
  const waiting = new Set();
  const later = soon(async () => {
    const channels = [...waiting];
    waiting.clear();
    await attend(channels);
    await Promise.all(channels.filter((id) => channelById(id) || id === directId()).map(readUnread));
    draw();
  }, 80);
  listen("slack.message", ({ channel }) => {
    if (!channel) return void readAll(draw);
    waiting.add(channel);
    later();
  });
  listen("slack.connection", draw);
  draw();
  return node;
}

/** Everything up to this message of a channel has been seen. */
export function seen(channel, ts) {
  if (!ts) return;
  const key = `seen.${space.me}.${channel}`;
  if (recall(key, "") < ts) remember(key, ts);
  unread.set(channel, 0);
  document.querySelector(`[data-testid="channel-${channel}"]`)?.classList.remove("unread");
}

async function readUnread(channel) {
  if (channel === space.place) return;
  const messages = await api.slack.messages(channel, space.me).catch(() => []);
  const key = `seen.${space.me}.${channel}`;
  const last = recall(key, null);
  if (last === null && messages.length) remember(key, "0");
  unread.set(
    channel,
    messages.filter((message) => message.ts > (last ?? "0") && message.user !== space.me && !isReply(message)).length,
  );
}

export const isReply = (message) => message.thread_ts && message.thread_ts !== message.ts && !message.reply_broadcast;

const readAll = (draw) =>
  Promise.all([...space.channels.map(({ id }) => id), directId()].filter(Boolean).map(readUnread)).then(draw);

const head = () => h("div.side-head", {}, h("h1.team", {}, space.team.name || "Workspace"));

function channels() {
  return h(
    "section",
    {},
    h("h2.side-title", {}, "Channels"),
    space.channels.map(({ id, name }) => {
      const count = id === space.place ? 0 : (unread.get(id) ?? 0);
      return h(
        "button.side-item",
        {
          type: "button",
          class: `${id === space.place ? "current" : ""} ${count ? "unread" : ""}`,
          "aria-current": id === space.place ? "page" : null,
          "data-testid": `channel-${id}`,
          onclick: () => goTo(id),
        },
        icon("hash", 15),
        h("span.side-name", {}, name),
        count > 0 && h("span.badge", { "aria-label": `${count} unread` }, count > 99 ? "99+" : count),
      );
    }),
  );
}

function apps() {
  const count = space.place === HOME ? 0 : (unread.get(directId()) ?? 0);
  return h(
    "section",
    {},
    h("h2.side-title", {}, "Apps"),
    h(
      "button.side-item",
      {
        type: "button",
        class: `${space.place === HOME ? "current" : ""} ${count ? "unread" : ""}`,
        "aria-current": space.place === HOME ? "page" : null,
        "data-testid": "app-home",
        onclick: () => goTo(HOME),
      },
      avatar({ name: space.bot.name, bot: true }, 18),
      h("span.side-name", {}, space.bot.name),
      count > 0 && h("span.badge", { "aria-label": `${count} unread` }, count),
      h("span.presence", {
        class: space.bot.connected ? "on" : "",
        title: space.bot.connected ? "connected" : "not connected",
      }),
    ),
  );
}

function me() {
  const user = userById(space.me);
  if (!user) return null;
  const name = user.real_name || user.name;
  const button = h(
    "button.side-me",
    {
      type: "button",
      "aria-haspopup": "menu",
      "data-testid": "user-switcher",
      "aria-label": `You are ${name}. Change person`,
      onclick: () =>
        menu(
          button,
          people().map((person) => ({
            nodes: [
              avatar({ name: person.real_name || person.name, color: person.avatar_color }, 20),
              person.real_name || person.name,
            ],
            value: person.id,
            current: person.id === space.me,
            choose: () => become(person.id),
          })),
          { label: "Be another person" },
        ),
    },
    avatar({ name, color: user.avatar_color }, 28),
    h("span.side-me-text", {}, h("small", {}, "You are"), h("strong", {}, name)),
    icon("down", 14),
  );
  return button;
}
