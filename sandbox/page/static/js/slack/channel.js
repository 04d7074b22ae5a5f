// The middle of the workspace: a channel's messages, its box to write in, and the thread beside them.

import * as api from "../api.js";
import { h, put, soon } from "../dom.js";
import { icon } from "../icons.js";
import { listen } from "../live.js";
import { attempt } from "../toast.js";
import { composer } from "./composer.js";
import { MessageList } from "./list.js";
import { isReply, seen } from "./sidebar.js";
import { HOME, channelById, openThread, space, threadPlace, watch } from "./space.js";

export function channelPane(back) {
  const list = new MessageList();
  const head = h("header.pane-head");
  const box = composer({ testid: "composer" });
  const node = h("section.channel", { "aria-label": "Channel" }, head, list.node, box.node);
  let shown = "";
  const load = async () => {
    const { place, me } = space;
    if (place === HOME || !channelById(place)) return;
    const messages = await attempt(() => api.slack.messages(place, me));
    if (!messages || place !== space.place || me !== space.me) return;
    if (shown !== `${place} ${me}`) list.clear();
    shown = `${place} ${me}`;
    list.update(
      messages.filter((message) => !isReply(message)),
      place,
      me,
    );
    put(list.intro, intro(channelById(place)));
    seen(place, messages.at(-1)?.ts);
  };
  const title = () => {
    const channel = channelById(space.place);
    if (!channel) return;
    put(
      head,
      back(),
      h("h2", { "data-testid": "channel-title" }, icon("hash", 18), channel.name),
      h("span.pane-note", {}, `${channel.members?.length ?? 0} members`),
    );
    box.aim(`Message #${channel.name}`, { channel: channel.id });
  };
  const later = soon(load, 40);
  watch((what) => {
    node.hidden = space.place === HOME;
    if (what === "thread" || node.hidden) return;
    title();
    load();
  });
  listen("slack.message", ({ topic, channel }) => {
    if (topic !== "slack.message" || !channel || channel === space.place) later();
  });
  return node;
}

const intro = (channel) => [
  h("div.intro-sign", {}, icon("hash", 28)),
  h("h3", {}, `#${channel.name}`),
  h("p", {}, "This is the very beginning of the ", h("strong", {}, `#${channel.name}`), " channel."),
];

export function threadPane() {
  const list = new MessageList({ inThread: true });
  const box = composer({ testid: "thread-composer", commands: false });
  const close = h(
    "button.icon-button",
    { type: "button", "aria-label": "Close thread", "data-testid": "thread-close", onclick: () => openThread(null) },
    icon("close", 20),
  );
  const name = h("span.pane-note");
  const node = h(
    "aside.thread",
    { "aria-label": "Thread", hidden: true, "data-testid": "thread" },
    h("header.pane-head", {}, h("h2", {}, "Thread"), name, h("span.grow"), close),
    list.node,
    box.node,
  );
  let shown = "";
  const load = async () => {
    const { thread, place, me } = space;
    if (!thread) return;
    const channel = threadPlace(place);
    const messages = await attempt(() => api.slack.thread(channel, thread, me));
    if (!messages || thread !== space.thread) return;
    if (shown !== `${thread} ${me}`) list.clear();
    shown = `${thread} ${me}`;
    list.update(messages, channel, me);
  };
  const later = soon(load, 40);
  watch(() => {
    node.hidden = !space.thread;
    node.parentElement?.classList.toggle("with-thread", Boolean(space.thread));
    if (!space.thread) return;
    const channel = threadPlace(space.place);
    put(name, channelById(channel) ? `#${channelById(channel).name}` : space.bot.name);
    box.aim("Reply…", { channel, thread_ts: space.thread });
    load();
  });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) openThread(null);
  });
  listen("slack.message", ({ topic, channel }) => {
    if (topic !== "slack.message" || !channel || channel === threadPlace(space.place)) later();
  });
  return node;
}
