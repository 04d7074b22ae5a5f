// Dates and money as people read them.

/** "$1,234.50" from {amount, currency}; other shapes of the same are understood. */
export function money(value) {
  if (value === null || value === undefined) return "";
  const amount = typeof value === "object" ? value.amount : value;
  const currency = (typeof value === "object" && (value.currency ?? value.currencyCode)) || "USD";
  return new Intl.NumberFormat("en-US", { style: "currency", currency }).format(Number(amount));
}

/** Whether two moments fall on one day of the reader's zone. */
export const sameDay = (a, b) => a.toDateString() === b.toDateString();

/** "10:42 AM" */
export const clock = (date, timeZone) =>
  date.toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit", timeZone });

function ordinal(day) {
  const tail = day % 100 > 10 && day % 100 < 14 ? 0 : day % 10;
  return `${day}${["th", "st", "nd", "rd"][tail] ?? "th"}`;
}

/** "Today", "Yesterday" or "Monday, November 16th" */
export function dayName(date, now = new Date()) {
  if (sameDay(date, now)) return "Today";
  if (sameDay(date, new Date(now - 864e5))) return "Yesterday";
  const words = date.toLocaleDateString("en-US", { weekday: "long", month: "long" }).split(" ");
  const [month, weekday] = words.length === 2 ? words : [words[0], ""];
  return `${weekday}, ${month} ${ordinal(date.getDate())}`.replace(/^, /, "");
}

/** "5 minutes ago" */
export function ago(date, now = new Date()) {
  const seconds = Math.max(0, (now - date) / 1000);
  for (const [unit, size] of [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ]) {
    const n = Math.floor(seconds / size);
    if (n >= 1) return `${n} ${unit}${n > 1 ? "s" : ""} ago`;
  }
  return "just now";
}

/** "Today at 10:42 am", "Nov 16 at 9:00 am": as Shopify's admin writes a moment. */
export function moment(text) {
  if (!text) return "";
  const date = new Date(text);
  const time = clock(date).toLowerCase();
  const day = dayName(date);
  if (day === "Today" || day === "Yesterday") return `${day} at ${time}`;
  return `${date.toLocaleDateString("en-US", { month: "short", day: "numeric" })} at ${time}`;
}

/** The same in a narrow column: "10:42 am", "Yesterday", "Nov 16". */
export function shortMoment(text) {
  const date = new Date(text);
  const day = dayName(date);
  if (day === "Today") return clock(date).toLowerCase();
  return day === "Yesterday" ? day : date.toLocaleDateString("en-US", { month: "short", day: "numeric" });
}

/** A Slack timestamp as a Date. */
export const fromTs = (ts) => new Date(Number(ts) * 1000);

/** "UNFULFILLED" -> "Unfulfilled" */
export function words(code) {
  const text = String(code ?? "")
    .replaceAll("_", " ")
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "3 items" */
export const plural = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
