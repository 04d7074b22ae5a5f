// The sandbox's control API.

/** What the sandbox refused, with its own sentence. */
export class Refused extends Error {}

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(`/control${path}`, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Refused("The sandbox does not answer. Is it still running?");
  }
  const text = await response.text();
  let data = null;
  try {
    data = text ? JSON.parse(text) : null;
  } catch {
    if (response.ok) throw new Refused("The sandbox answered something that is not JSON.");
  }
  if (!response.ok) throw new Refused(data?.error ?? `The sandbox answered with status ${response.status}.`);
  return data;
}

const newest = new Map();
let begun = 0;

/** What `ask` says of a thing. Of two questions at once the one begun later may be answered first: then both get its answer. */
async function about(thing, ask) {
  const mine = ++begun;
  const data = await ask();
  const last = newest.get(thing);
  if (last && last.mine > mine) return last.data;
  newest.set(thing, { mine, data });
  return data;
}

const read = (path) => about(path, () => call("GET", path));
const homeOf = (user) => `/slack/home?user=${part(user)}`;

const part = encodeURIComponent;

export const sandbox = {
  reset: (seed) => call("POST", "/reset", { seed, keepApp: true }),
  faults: () => read("/faults"),
  addFault: (fault) => call("POST", "/faults", fault),
  removeFault: (id) => call("DELETE", `/faults/${part(id)}`),
  clearFaults: () => call("DELETE", "/faults"),
};

export const slack = {
  workspace: () => read("/slack/workspace"),
  messages: (channel, user) => read(`/slack/channels/${part(channel)}/messages?user=${part(user)}`),
  thread: (channel, ts, user) => read(`/slack/channels/${part(channel)}/threads/${part(ts)}?user=${part(user)}`),
  say: (body) => call("POST", "/slack/message", body),
  command: (body) => call("POST", "/slack/command", body),
  shortcut: (body) => call("POST", "/slack/shortcut", body),
  action: (body) => call("POST", "/slack/action", body),
  views: (user) => read(`/slack/views?user=${part(user)}`),
  submit: (id, body) => call("POST", `/slack/views/${part(id)}/submit`, body),
  close: (id, user, all) => call("POST", `/slack/views/${part(id)}/close`, { user, all }),
  options: (body) => call("POST", "/slack/options", body),
  openHome: (user) => about(homeOf(user), () => call("POST", "/slack/home", { user })),
  home: (user) => read(homeOf(user)),
};

const shop = (name, rest) => `/shopify/${part(name)}${rest}`;

export const shopify = {
  stores: () => read("/shopify/stores"),
  orders: (name, limit, offset) => read(shop(name, `/orders?limit=${limit}&offset=${offset}`)),
  order: (name, id) => read(shop(name, `/orders/${part(id)}`)),
  place: (name, body) => call("POST", shop(name, "/orders"), body),
  act: (name, id, verb, body = {}) => call("POST", shop(name, `/orders/${part(id)}/${verb}`), body),
  products: (name) => read(shop(name, "/products")),
  stock: (name, body) => call("PUT", shop(name, "/stock"), body),
};
