// A list of messages kept up to date in place: unchanged ones are not touched, so what is typed or chosen stays.

import { arrange, h } from "../dom.js";
import { dayName, fromTs, sameDay } from "../format.js";
import { icon } from "../icons.js";
import { messageNode } from "./message.js";

const TOGETHER = 300;
const SHOWN = 200;

export class MessageList {
  constructor({ inThread = false } = {}) {
    this.inThread = inThread;
    this.known = new Map();
    this.shown = SHOWN;
    this.items = h("div.msg-items", { role: "log", "aria-label": "Messages" });
    this.more = h(
      "button.btn.show-earlier",
      { type: "button", hidden: true, onclick: () => this.earlier() },
      "Show earlier messages",
    );
    this.intro = h("div.msg-intro");
    this.jump = h(
      "button.jump",
      { type: "button", hidden: true, onclick: () => this.toEnd(true) },
      icon("down_to", 14),
      "New messages",
    );
    this.scroller = h(
      "div.msg-scroll",
      { tabindex: "-1", onscroll: () => this.scrolled() },
      h("div.msg-filler"),
      this.intro,
      this.more,
      this.items,
    );
    this.node = h("div.msg-list", {}, this.scroller, this.jump);
  }

  /** Shows another conversation: forgets all that was there. */
  clear() {
    this.known.clear();
    this.items.replaceChildren();
    this.items.removeAttribute("aria-live");
    this.shown = SHOWN;
    this.last = undefined;
  }

  /** Shows these messages, oldest first, in the channel. */
  update(messages, channel, viewer) {
    const first = this.last === undefined;
    const stick = first || this.atEnd();
    const list = messages.slice(-this.shown);
    this.all = { messages, channel, viewer };
    this.more.hidden = list.length === messages.length;
    const known = new Map();
    const nodes = list.flatMap((message, at) => this.nodesOf(message, list[at - 1], channel, viewer, known, at));
    this.known = known;
    arrange(this.items, nodes);
    const newest = messages.at(-1)?.ts ?? "";
    if (stick) this.toEnd();
    else if (newest > this.last) this.jump.hidden = false;
    this.last = newest;
    if (first) requestAnimationFrame(() => this.items.setAttribute("aria-live", "polite"));
  }

  nodesOf(message, before, channel, viewer, known, at) {
    const newDay = !before || !sameDay(fromTs(before.ts), fromTs(message.ts));
    const follows =
      !newDay &&
      before &&
      before.user === message.user &&
      !before.ephemeral === !message.ephemeral &&
      Number(message.ts) - Number(before.ts) < TOGETHER;
    const compact = Boolean(follows) && !(this.inThread && at === 1) && !message.bot_id;
    const key = JSON.stringify([message, compact, viewer]);
    const old = this.known.get(message.ts);
    const node = old?.key === key ? old.node : messageNode(message, channel, { compact, inThread: this.inThread });
    if (old && old.node !== node) node.classList.add("changed");
    const day = newDay && !this.inThread ? this.divider(message.ts) : null;
    known.set(message.ts, { key, node, day });
    return day ? [day, node] : [node];
  }

  divider(ts) {
    const name = dayName(fromTs(ts));
    const old = this.known.get(ts)?.day;
    return old?.textContent === name
      ? old
      : h("div.day", { role: "separator", "aria-label": name }, h("span", {}, name));
  }

  earlier() {
    const height = this.scroller.scrollHeight;
    this.shown += SHOWN;
    const { messages, channel, viewer } = this.all;
    this.update(messages, channel, viewer);
    this.scroller.scrollTop += this.scroller.scrollHeight - height;
  }

  atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < 80;
  }

  toEnd(smooth = false) {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.jump.hidden = true;
  }

  scrolled() {
    if (this.atEnd()) this.jump.hidden = true;
  }
}
