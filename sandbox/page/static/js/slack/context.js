// What block renderers need to know of their surroundings: names, links, and how to send an action.

import * as api from "../api.js";
import { dateText } from "../blocks/dates.js";
import { h } from "../dom.js";
import { openAddress } from "../layout.js";
import { toast } from "../toast.js";
import { channelById, goTo, people, space, timeZone, userById } from "./space.js";

/** A context for one container: {channel, ts}, {view_id} or {home: true}. */
export function blockContext(container, extra = {}) {
  return {
    container,
    users: people(),
    channels: space.channels,
    timeZone: timeZone(),
    link,
    open: openAddress,
    userMention,
    groupMention,
    channelMention,
    date: (seconds, format, fallback) => h("time", {}, dateText(seconds, format, timeZone()) ?? fallback ?? ""),
    act: (blockId, actionId, value) => act(container, blockId, actionId, value, extra.entered?.()),
    options: (blockId, actionId, value) => options(container, blockId, actionId, value),
    ...extra,
  };
}

/** A link; those to the stores' admin open in the other pane. */
function link(address, nodes) {
  const safe = /^(https?:|mailto:|tel:)/i.test(address) ? address : null;
  return h(
    "a",
    {
      href: safe,
      target: "_blank",
      rel: "noopener noreferrer",
      onclick: (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        if (openAddress(address, { onlyHere: true })) event.preventDefault();
      },
    },
    nodes,
  );
}

function userMention(id) {
  const name = userById(id.split("|")[0])?.real_name ?? (id === space.bot.user_id ? space.bot.name : id);
  return h("span.mention", { class: id === space.me ? "me" : "" }, `@${name}`);
}

function groupMention(id, label) {
  const group = (space.usergroups ?? []).find((one) => one.id === id);
  return h("span.mention", {}, group ? `@${group.handle}` : (label ?? `@${id}`));
}

function channelMention(id, label) {
  const channel = channelById(id);
  const name = `#${channel?.name ?? label ?? id}`;
  return channel
    ? h("button.mention.channel-link", { type: "button", onclick: () => goTo(id) }, name)
    : h("span.mention", {}, name);
}

async function act(container, blockId, actionId, value, state) {
  try {
    const click = { user: space.me, container, block_id: blockId, action_id: actionId, value, state };
    const answer = await api.slack.action(click);
    return problemOf(answer);
  } catch (error) {
    toast(error.message, "bad");
    return error.message;
  }
}

/** What went wrong in an answer of the control API, as Slack names it; null when nothing did. */
export function problemOf(answer) {
  if (typeof answer?.ack === "string") return answer.ack;
  if (answer?.ok === false) return answer.error ?? "dispatch_failed";
  return null;
}

async function options(container, blockId, actionId, value) {
  try {
    const answer = await api.slack.options({
      user: space.me,
      container,
      block_id: blockId,
      action_id: actionId,
      value,
    });
    const problem = problemOf(answer);
    if (problem) return `No results could be loaded (${problem})`;
    const all = answer.options?.length
      ? answer.options
      : (answer.option_groups ?? []).flatMap((group) => group.options);
    return all.map((option) => ({
      label: option.text.text,
      value: option.value,
      description: option.description?.text,
    }));
  } catch (error) {
    return error.message;
  }
}
