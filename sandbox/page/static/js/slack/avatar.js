// Avatars: initials on a colour for people, the app's mark for the bot.

import { h } from "../dom.js";

/** The avatar of {name, bot, color}; decorative beside a name. */
export function avatar(who, size = 36) {
  const style = { width: `${size}px`, height: `${size}px`, "font-size": `${Math.round(size * 0.42)}px` };
  if (who.bot) return h("img.avatar", { src: "/static/icon.svg", alt: "", style });
  const initials = who.name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
  return h("span.avatar", { style: { ...style, background: who.color }, "aria-hidden": "true" }, initials);
}
