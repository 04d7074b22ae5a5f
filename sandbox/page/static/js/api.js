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

/** What is at an address now. Of two reads at once the one begun later may answer first: then both get its answer. */
async function read(path) {
  const mine = ++begun;
  const data = await call("GET", path);
  const last = newest.get(path);
  if (last && last.mine > mine) return last.data;
  newest.set(path, { mine, data });
  return data;
}

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
  action: (body) => call("POST", "/slack/action", body),
  views: (user) => read(`/slack/views?user=${part(user)}`),
  submit: (id, body) => call("POST", `/slack/views/${part(id)}/submit`, body),
  close: (id, user, all) => call("POST", `/slack/views/${part(id)}/close`, { user, all }),
  options: (body) => call("POST", "/slack/options", body),
  openHome: (user) => call("POST", "/slack/home", { user }),
  home: (user) => read(`/slack/home?user=${part(user)}`),
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
