// The workspace as the page knows it: people, channels, the bot, who is looking and at what.

import * as api from "../api.js";
import { recall, remember } from "../prefs.js";

export const space = {
  team: { name: "" },
  users: [],
  channels: [],
  dms: [],
  bot: { user_id: null, name: "SyncTec", connected: false },
  commands: [],
  shortcuts: [],
  me: recall("user", "U0ANNA"),
  place: recall("place", "C0DEST"),
  thread: null,
};

const listeners = new Set();

/** Calls back when `what` ("workspace", "me", "place", "thread") has changed. */
export const watch = (action) => listeners.add(action);

const tell = (what) => listeners.forEach((action) => action(what));

export const HOME = "home";

/** Reads the workspace afresh. */
export async function readWorkspace() {
  const { team, users, channels, bot, commands, shortcuts } = await api.slack.workspace();
  Object.assign(space, {
    team,
    users,
    channels: channels.filter((channel) => !channel.is_im && !channel.is_archived),
    dms: channels.filter((channel) => channel.is_im),
    bot,
    commands,
    shortcuts,
  });
  if (!people().some(({ id }) => id === space.me)) space.me = people()[0]?.id ?? space.me;
  if (space.place !== HOME && !space.channels.some(({ id }) => id === space.place)) space.place = space.channels[0]?.id;
  tell("workspace");
}

/** Reads the workspace again where one of these channels is new to it: a direct message just begun. */
export async function attend(channels) {
  const known = new Set([...space.channels, ...space.dms].map(({ id }) => id));
  if (channels.some((id) => !known.has(id))) await readWorkspace();
}

/** The people one can be: no bots. */
export const people = () =>
  space.users.filter((user) => !user.is_bot && user.id !== space.bot.user_id && user.id !== "USLACKBOT");

export function become(user) {
  space.me = user;
  remember("user", user);
  tell("me");
}

/** Goes to a channel, or to HOME. */
export function goTo(place) {
  space.place = place;
  space.thread = null;
  remember("place", place);
  tell("place");
}

/** Opens the thread of a message in the present channel; null closes it. */
export function openThread(ts) {
  space.thread = ts;
  tell("thread");
}

/** The id of the direct conversation with the app; undefined until there is one. */
export const directId = () => space.dms.find((channel) => channel.user === space.me)?.id;

/** Where the threads of a place are: those of App Home are in what the app and a person write. */
export const threadPlace = (place) => (place === HOME ? directId() : place);

export const userById = (id) => space.users.find((user) => user.id === id);
export const channelById = (id) => space.channels.find((channel) => channel.id === id);
/** The zone in which times are shown: the reader's own, so that both panes agree. */
export const timeZone = () => undefined;

/** Who wrote a message: {name, bot, color, id}. */
export function author(message) {
  const isBot = Boolean(message.bot_id) || message.user === space.bot.user_id;
  const user = userById(message.user);
  if (message.user === "USLACKBOT") return { name: "Slackbot", bot: false, color: "#4a154b", id: "USLACKBOT" };
  const name =
    message.username ??
    (isBot ? user?.real_name || space.bot.name : user?.real_name || user?.name || message.user || "Someone");
  return { name, bot: isBot, color: user?.avatar_color ?? "#616061", id: message.user };
}
