// Faults as people read them: the ready-made ones, and any other in words.

/** Name, note, the fault, and one that lasts as long as it does. */
export const READY = [
  [
    "North refuses the next push",
    "A clear no: the push fails, Retry mends it",
    {
      service: "shopify",
      kind: "user_error",
      shop: "north",
      operation: "orderCreate",
      field: ["order", "lineItems"],
      message: "Unable to reserve inventory",
      code: "INVALID",
    },
  ],
  [
    "Next push to North fails (503)",
    "No clear answer: the bot looks it up for 15 minutes, then asks",
    { service: "shopify", kind: "status", status: 503, shop: "north", operation: "orderCreate" },
  ],
  [
    "Drop the answer of the next push",
    "The order is made, the answer never arrives",
    { service: "shopify", kind: "drop_answer", operation: "orderCreate" },
  ],
  [
    "Shopify is slow for the next 5 calls",
    "Each answers after 4 seconds",
    { service: "shopify", kind: "delay", seconds: 4, times: 5 },
  ],
  [
    "North throttles the next 3 calls",
    "GraphQL says THROTTLED",
    { service: "shopify", kind: "throttled", shop: "north", times: 3 },
  ],
  [
    "Lose the next paid webhook",
    "ORDERS_PAID is not delivered",
    { service: "shopify", kind: "lose_webhook", operation: "ORDERS_PAID" },
  ],
  [
    "Deliver the next paid webhook twice",
    "The same webhook id, two deliveries",
    { service: "shopify", kind: "repeat_webhook", operation: "ORDERS_PAID" },
  ],
  [
    "Slack is down for 10 s",
    "The socket falls silent, the Web API answers 503",
    { service: "slack", kind: "stall_socket", seconds: 10 },
    { service: "slack", kind: "status", status: 503, times: null },
  ],
  ["Cut Slack's socket", "Slack disconnects the bot once", { service: "slack", kind: "close_socket" }],
  [
    "Slack rate-limits the next message",
    "429 with Retry-After 5",
    { service: "slack", kind: "rate_limited", operation: "chat.postMessage", seconds: 5 },
  ],
];

const KINDS = {
  drop_answer: "does the work and never answers",
  drop_request: "hangs up before any work",
  delay: "answers late",
  delay_before: "begins late",
  status: "answers with an error",
  throttled: "throttles",
  internal_error: "fails by itself",
  user_error: "refuses what is asked",
  refuse_scope: "misses a permission",
  fail_bulk: "fails to list a catalogue",
  cut_file: "breaks a list off in the middle",
  lose_webhook: "loses webhooks",
  repeat_webhook: "sends webhooks twice",
  reorder_webhook: "sends webhooks out of order",
  error: "answers with an error",
  rate_limited: "says that it is asked too often",
  stall_socket: "falls silent",
  close_socket: "hangs up on the bot",
  repeat_event: "sends events twice",
};
const OPERATIONS = {
  orderCreate: "when an order is made",
  ORDERS_PAID: "when an order is paid",
  "chat.postMessage": "when a message is posted",
};
const WHOSE = { dest: "Dest Boutique", north: "North Supply", south: "South Goods" };

/** What a fault does: its name where it is a ready-made one. */
export function nameOf(fault) {
  const known = READY.find(([, , ...parts]) => parts.some((part) => same(part, fault)));
  if (known) return known[0];
  const who = WHOSE[fault.shop] ?? fault.shop ?? (fault.service === "slack" ? "Slack" : "Shopify");
  const number = fault.kind === "status" ? ` (${fault.status ?? 500})` : "";
  const when = fault.operation ? ` ${OPERATIONS[fault.operation] ?? `at ${fault.operation}`}` : "";
  return `${who} ${KINDS[fault.kind] ?? "fails"}${number}${when}`;
}

/** How long it stays in force. */
export function leftOf(fault) {
  if (fault.times === null) return "Until it is ended";
  const left = fault.times - fault.fired;
  return left === 1 ? "Strikes once, then it is over" : `Strikes ${left} more times, then it is over`;
}

/** Whether it may still strike. */
export const inForce = (fault) => fault.times === null || fault.fired < fault.times;

function same(part, fault) {
  const whole = { shop: null, operation: null, times: 1, ...part };
  return Object.entries(whole).every(([key, value]) => JSON.stringify(fault[key]) === JSON.stringify(value));
}
