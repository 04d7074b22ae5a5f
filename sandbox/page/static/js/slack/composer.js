// The box to write in: messages, slash commands with completion.

import * as api from "../api.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { attempt, toast } from "../toast.js";
import { Completion } from "./completion.js";
import { space } from "./space.js";

export function composer({ testid, commands = true }) {
  const aim = { channel: null, thread_ts: undefined };
  const drafts = new Map();
  const key = () => `${aim.channel} ${aim.thread_ts ?? ""}`;
  const area = h("textarea.composer-text", { rows: 1, "data-testid": testid, autocomplete: "off", spellcheck: "true" });
  const send = h(
    "button.send",
    { type: "submit", "aria-label": "Send", disabled: true, "data-testid": `${testid}-send` },
    icon("send", 18),
  );
  const slash = h(
    "button.icon-button",
    { type: "button", "aria-label": "Run a command", title: "Run a command", onclick: () => start() },
    h("span.slash-sign", {}, "/"),
  );
  const form = h(
    "form.composer",
    {},
    area,
    h(
      "div.composer-foot",
      {},
      commands && slash,
      h(
        "span.composer-hint",
        {},
        h("b", {}, "Enter"),
        " to send",
        commands && [" · ", h("b", {}, "/"), " for commands"],
      ),
      h("span.grow"),
      send,
    ),
  );
  const completion = new Completion(area, form);
  const changed = () => {
    send.disabled = !area.value.trim();
    area.style.height = "auto";
    if (area.scrollHeight) area.style.height = `${Math.min(area.scrollHeight, 180)}px`;
    if (!aim.thread_ts) completion.update();
  };
  const write = (text) => {
    area.value = text;
    changed();
  };
  const start = () => {
    write("/");
    area.focus();
  };
  const submit = async () => {
    const text = area.value.trim();
    if (!text) return;
    const before = area.value;
    const target = { ...aim };
    write("");
    completion.hide();
    const done = text.startsWith("/")
      ? await command(text, target)
      : await attempt(() => api.slack.say({ user: space.me, text, ...target }));
    if (done === undefined && !area.value && target.channel === aim.channel) write(before);
  };
  area.addEventListener("input", changed);
  area.addEventListener("keydown", (event) => {
    if (completion.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  return {
    node: h("div.composer-wrap", {}, form),
    /** Says where what is written goes. Each place keeps its own draft. */
    aim(label, { channel, thread_ts }) {
      if (aim.channel === channel && aim.thread_ts === thread_ts) return;
      drafts.set(key(), area.value);
      Object.assign(aim, { channel, thread_ts });
      area.placeholder = label;
      area.setAttribute("aria-label", label);
      area.value = drafts.get(key()) ?? "";
      completion.hide();
      changed();
    },
  };
}

/** Runs a slash command; undefined when it did not go out, so that the text can be put back. */
async function command(text, { channel, thread_ts }) {
  const [, name, rest] = /^(\/\S*)\s*([\s\S]*)$/.exec(text);
  if (thread_ts) {
    toast(`${name} isn't supported in threads. Sorry!`, "bad");
    return undefined;
  }
  if (!space.commands.some((known) => known.command === name)) {
    toast(
      `${name} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`,
      "bad",
    );
    return undefined;
  }
  const answer = await attempt(() => api.slack.command({ user: space.me, channel, command: name, text: rest }));
  return answer ?? undefined;
}
