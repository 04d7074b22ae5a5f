// One message as Slack shows it.

import { renderBlocks } from "../blocks/index.js";
import { mrkdwn } from "../blocks/mrkdwn.js";
import { emoji } from "../blocks/emoji.js";
import { h } from "../dom.js";
import * as api from "../api.js";
import { ago, clock, fromTs } from "../format.js";
import { icon } from "../icons.js";
import { attempt } from "../toast.js";
import { avatar } from "./avatar.js";
import { blockContext } from "./context.js";
import { author, openThread, space, timeZone } from "./space.js";

/** A message's node. `compact` leaves the name out; `inThread` leaves the thread's bar out. */
export function messageNode(message, channel, { compact = false, inThread = false } = {}) {
  const who = author(message);
  const ctx = blockContext({ channel, ts: message.ts });
  const at = fromTs(message.ts);
  const time = h(
    "time.time",
    { datetime: at.toISOString(), title: at.toLocaleString("en-US", { timeZone: timeZone() }) },
    clock(at, timeZone()),
  );
  const head = h("div.msg-head", {}, h("span.msg-name", {}, who.name), who.bot && h("span.app-badge", {}, "APP"), time);
  return h(
    "article.msg",
    {
      class: `${compact ? "compact" : ""} ${message.ephemeral ? "ephemeral" : ""}`,
      "data-testid": `message-${message.ts}`,
      "data-ts": message.ts,
      "data-kind": message.ephemeral ? "ephemeral" : who.bot ? "app" : "person",
      "aria-label": compact ? `${who.name} goes on` : null,
    },
    message.ephemeral && h("div.only-you", {}, icon("eye", 14), "Only visible to you"),
    h(
      "div.msg-row",
      {},
      h("div.msg-gutter", {}, compact ? time.cloneNode(true) : avatar(who)),
      h(
        "div.msg-main",
        {},
        !compact && head,
        content(message, ctx),
        reactions(message),
        !inThread && threadBar(message),
      ),
    ),
    !inThread && !message.ephemeral && toolbar(message, channel),
  );
}

function content(message, ctx) {
  const blocks = message.blocks ?? [];
  const edited = message.edited && !blocks.length && h("span.edited", {}, " (edited)");
  return [
    blocks.length > 0
      ? h("div.blocks", {}, renderBlocks(blocks, ctx))
      : message.text && h("div.text", {}, mrkdwn(message.text, ctx), edited),
    (message.attachments ?? []).map((one) => attachment(one, ctx)),
    (message.files ?? []).map(fileNode),
  ];
}

function attachment(one, ctx) {
  const colour =
    { good: "#2eb67d", warning: "#daa038", danger: "#e01e5a" }[one.color] ??
    (/^#?[0-9a-f]{6}$/i.test(one.color ?? "") ? `#${one.color.replace("#", "")}` : null);
  return h(
    "div.attachment",
    {},
    h("span.bar", { style: colour ? { background: colour } : {} }),
    h(
      "div",
      {},
      one.title && h("strong", {}, one.title_link ? ctx.link(one.title_link, [one.title]) : one.title),
      one.text && h("div.text", {}, mrkdwn(one.text, ctx)),
      one.blocks && renderBlocks(one.blocks, ctx),
      !one.blocks && !one.text && one.fallback,
    ),
  );
}

function fileNode(file) {
  const address = file.url_private_download ?? file.url_private ?? file.permalink;
  const size = file.size >= 1024 ? `${(file.size / 1024).toFixed(1)} kB` : `${file.size ?? 0} bytes`;
  return h(
    "a.file-block",
    {
      href: /^(https?:)?\//.test(address ?? "") ? address : null,
      target: "_blank",
      rel: "noopener",
      download: file.name,
    },
    h("span.file-icon", {}, icon("file", 20)),
    h(
      "span",
      {},
      h("strong", {}, file.title || file.name || "File"),
      h("small", {}, `${(file.filetype ?? "").toUpperCase()} ${size}`),
    ),
  );
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return h(
    "div.reactions",
    {},
    message.reactions.map(({ name, count, users }) =>
      h(
        "span.reaction",
        { class: users?.includes(space.me) ? "mine" : "", title: `:${name}:` },
        h("span.emoji", { role: "img", "aria-label": name }, emoji(name) ?? `:${name}:`),
        count,
      ),
    ),
  );
}

function threadBar(message) {
  if (!message.reply_count) return null;
  const n = message.reply_count;
  const users = message.reply_users ?? [message.user];
  return h(
    "button.thread-bar",
    { type: "button", "data-testid": `thread-${message.ts}`, onclick: () => openThread(message.ts) },
    h(
      "span.thread-faces",
      {},
      users.slice(0, 4).map((user) => avatar(author({ user }), 22)),
    ),
    h("span.thread-count", {}, `${n} ${n === 1 ? "reply" : "replies"}`),
    h("span.thread-last", {}, message.latest_reply ? `Last reply ${ago(fromTs(message.latest_reply))}` : "View thread"),
  );
}

/** A shortcut of the app, as the menu of a message has it. */
const shortcutButton = ({ name, callback_id }, message, channel) =>
  h(
    "button.icon-button",
    {
      type: "button",
      "aria-label": name,
      title: name,
      "data-testid": `shortcut-${message.ts}`,
      onclick: () => attempt(() => api.slack.shortcut({ user: space.me, channel, ts: message.ts, callback_id })),
    },
    icon("bolt", 18),
  );

const toolbar = (message, channel) =>
  h(
    "div.msg-tools",
    {},
    space.shortcuts.map((shortcut) => shortcutButton(shortcut, message, channel)),
    h(
      "button.icon-button",
      {
        type: "button",
        "aria-label": "Reply in thread",
        title: "Reply in thread",
        "data-testid": `reply-${message.ts}`,
        onclick: () => openThread(message.ts),
      },
      icon("reply", 18),
    ),
  );
