// Slack's mrkdwn as DOM nodes. Every word of an app or a person ends in a text node.

import { h } from "../dom.js";
import { dateText } from "./dates.js";
import { SHORTCODE, emoji } from "./emoji.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const STYLES = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;
const BARE_URL = /^https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"\]]/;

/** The text without Slack's escapes. */
export const unescape = (text) => text.replace(/&(amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** A text object, plain_text or mrkdwn, as nodes. */
export function textNodes(object, ctx) {
  if (!object) return [];
  if (typeof object === "string") return [object];
  if (object.type === "mrkdwn") return mrkdwn(object.text ?? "", ctx, object.verbatim);
  return object.emoji === false ? [object.text ?? ""] : shortcodes(object.text ?? "");
}

/** Plain text whose shortcodes become emoji; line breaks are kept by the style sheet. */
export function shortcodes(text) {
  const nodes = [];
  let rest = "";
  for (let at = 0; at < text.length;) {
    const match = text[at] === ":" && SHORTCODE.exec(text.slice(at));
    const sign = match && emoji(match[1]);
    if (sign) {
      nodes.push(rest, emojiNode(sign, match[1]));
      rest = "";
      at += match[0].length;
    } else rest += text[at++];
  }
  nodes.push(rest);
  return nodes.filter((node) => node !== "");
}

/** One emoji with its name for screen readers. */
export const emojiNode = (sign, name) =>
  h("span.emoji", { role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` }, sign);

/** Mrkdwn: code blocks, then quotes, then what stands in a line. */
export function mrkdwn(text, ctx, verbatim = false) {
  const parts = text.split("```");
  // A fence that is never closed is not a fence.
  if (parts.length % 2 === 0) parts.push(`${parts.splice(-2, 1)[0]}\`\`\`${parts.pop()}`);
  return parts.flatMap((part, at) => {
    if (at % 2) return [h("pre.mrkdwn-pre", {}, unescape(part.replace(/^\n|\n$/g, "")))];
    const trimmed = at > 0 ? part.replace(/^\n/, "") : part;
    return quotes(trimmed, ctx, verbatim);
  });
}

function quotes(text, ctx, verbatim) {
  const nodes = [];
  let quoted = [];
  let plain = [];
  const flush = () => {
    if (quoted.length) nodes.push(h("blockquote", {}, inline(quoted.join("\n"), ctx, verbatim)));
    if (plain.length) nodes.push(...inline(plain.join("\n"), ctx, verbatim));
    quoted = [];
    plain = [];
  };
  for (const line of text.split("\n")) {
    const match = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (match ? plain.length : quoted.length) flush();
    if (match) quoted.push(match[1]);
    else plain.push(line);
  }
  flush();
  return nodes;
}

/** What stands within a line: links, mentions, emphasis, code, emoji, escapes. */
export function inline(text, ctx, verbatim = false) {
  const nodes = [];
  let rest = "";
  const emit = (node, next) => {
    if (rest) nodes.push(rest);
    rest = "";
    nodes.push(node);
    return next;
  };
  for (let at = 0; at < text.length;) {
    const found = token(text, at, ctx, verbatim);
    if (found) at = emit(found.node, found.next);
    else rest += text[at++];
  }
  if (rest) nodes.push(rest);
  return nodes;
}

function token(text, at, ctx, verbatim) {
  const sign = text[at];
  if (sign === "`") return code(text, at);
  if (sign === "<") return angle(text, at, ctx);
  if (sign === "&") return entity(text, at);
  if (sign === ":") return shortcode(text, at);
  if (sign in STYLES) return styled(text, at, ctx, verbatim);
  if (sign === "h" && !verbatim && !WORD.test(text[at - 1] ?? "")) return bare(text, at, ctx);
  return null;
}

function code(text, at) {
  const end = text.indexOf("`", at + 1);
  if (end <= at + 1 || text.slice(at, end).includes("\n")) return null;
  return { node: h("code", {}, unescape(text.slice(at + 1, end))), next: end + 1 };
}

function entity(text, at) {
  const match = /^&(?:amp|lt|gt);/.exec(text.slice(at, at + 5));
  return match && { node: ENTITIES[match[0]], next: at + match[0].length };
}

function shortcode(text, at) {
  const match = SHORTCODE.exec(text.slice(at));
  const sign = match && emoji(match[1]);
  return sign ? { node: emojiNode(sign, match[1]), next: at + match[0].length } : null;
}

function bare(text, at, ctx) {
  const match = BARE_URL.exec(text.slice(at));
  return match && { node: ctx.link(unescape(match[0]), [unescape(match[0])]), next: at + match[0].length };
}

function styled(text, at, ctx, verbatim) {
  const sign = text[at];
  if (WORD.test(text[at - 1] ?? "") || /\s/.test(text[at + 1] ?? " ") || text[at + 1] === sign) return null;
  for (let end = at + 2; end < text.length && text[end] !== "\n"; end++) {
    if (text[end] === "<") end = Math.max(end, text.indexOf(">", end));
    const closes = text[end] === sign && !/\s/.test(text[end - 1]) && !WORD.test(text[end + 1] ?? "");
    if (closes) return { node: h(STYLES[sign], {}, inline(text.slice(at + 1, end), ctx, verbatim)), next: end + 1 };
  }
  return null;
}

function angle(text, at, ctx) {
  const end = text.indexOf(">", at);
  if (end < 0) return null;
  const node = reference(text.slice(at + 1, end), ctx);
  return node && { node, next: end + 1 };
}

function reference(body, ctx) {
  const bar = body.indexOf("|");
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? null : body.slice(bar + 1);
  if (target.startsWith("@")) return ctx.userMention(target.slice(1));
  if (target.startsWith("#")) return ctx.channelMention(target.slice(1), label);
  if (target.startsWith("!")) return special(target.slice(1), label, ctx);
  if (!/^(https?:|mailto:|tel:)/i.test(target)) return null;
  const address = unescape(target);
  return ctx.link(
    address,
    label === null
      ? [address.replace(/^mailto:|^tel:/, "")]
      : inline(label, { ...ctx, link: (_, nodes) => h("span", {}, nodes) }, true),
  );
}

function special(body, label, ctx) {
  const [kind, ...rest] = body.split("^");
  if (kind === "date") {
    const text = dateText(rest[0], rest[1] ?? "", ctx.timeZone) ?? label ?? "";
    return rest[2] ? ctx.link(unescape(rest[2]), [text]) : h("time", { title: label }, text);
  }
  if (kind === "subteam") return ctx.groupMention(rest[0], label === null ? null : unescape(label));
  if (["here", "channel", "everyone"].includes(kind)) return h("span.mention.broadcast", {}, `@${kind}`);
  return null;
}
