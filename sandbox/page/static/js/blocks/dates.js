// Slack's date tokens: <!date^1700000000^{date_short} at {time}|fallback>.

const DAY = 864e5;

function pretty(date, plain, timeZone) {
  const day = (moment) => moment.toLocaleDateString("en-CA", { timeZone });
  const now = Date.now();
  if (day(date) === day(new Date(now))) return "today";
  if (day(date) === day(new Date(now - DAY))) return "yesterday";
  if (day(date) === day(new Date(now + DAY))) return "tomorrow";
  return plain;
}

function relative(date) {
  const seconds = (date - Date.now()) / 1000;
  const [unit, size] = [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ].find(([, s]) => Math.abs(seconds) >= s) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en").format(Math.round(seconds / size), unit);
}

/** The text of a date token in a reader's time zone. */
export function dateText(seconds, format, timeZone) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return null;
  const say = (options) => date.toLocaleString("en-US", { timeZone, ...options });
  const long = say({ weekday: "long", month: "long", day: "numeric", year: "numeric" });
  const plain = say({ month: "long", day: "numeric", year: "numeric" });
  const short = say({ month: "short", day: "numeric", year: "numeric" });
  const forms = {
    date_num: () => date.toLocaleDateString("en-CA", { timeZone }),
    date_slash: () => date.toLocaleDateString("en-US", { timeZone }),
    date: () => plain,
    date_short: () => short,
    date_long: () => long,
    date_pretty: () => pretty(date, plain, timeZone),
    date_short_pretty: () => pretty(date, short, timeZone),
    date_long_pretty: () => pretty(date, long, timeZone),
    day_divider_pretty: () => pretty(date, long, timeZone),
    time: () => say({ hour: "numeric", minute: "2-digit" }),
    time_secs: () => say({ hour: "numeric", minute: "2-digit", second: "2-digit" }),
    ago: () => relative(date),
  };
  const text = format.replace(/\{([a-z_]+)\}/g, (whole, name) => (forms[name] ? forms[name]() : whole));
  return text.charAt(0).toUpperCase() + text.slice(1);
}
