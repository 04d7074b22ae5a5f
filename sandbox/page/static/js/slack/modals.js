// Modals: the stack that the app opened for this person, the top one shown.

import * as api from "../api.js";
import { renderBlocks } from "../blocks/index.js";
import { showErrors } from "../blocks/input.js";
import { textNodes } from "../blocks/mrkdwn.js";
import { focusFirst, present } from "../dialog.js";
import { h, put, soon, uid } from "../dom.js";
import { icon } from "../icons.js";
import { listen } from "../live.js";
import { attempt } from "../toast.js";
import { avatar } from "./avatar.js";
import { blockContext } from "./context.js";
import { space, watch } from "./space.js";
import { ViewState } from "./viewstate.js";

const TROUBLE = "We had some trouble connecting. Try again?";
const states = new Map();
let stack = [];
let shown = null;

/** Shows modals as the app opens, updates and closes them. */
export function modals() {
  const later = soon(read, 30);
  listen("slack.view", ({ user }) => {
    if (!user || user === space.me) later();
  });
  watch((what) => {
    if (what === "me" || what === "workspace") read();
  });
}

async function read() {
  const { me } = space;
  const views = await api.slack.views(me).catch(() => null);
  if (!views || me !== space.me) return;
  stack = views;
  for (const id of states.keys()) if (!views.some((view) => view.id === id)) states.delete(id);
  draw();
}

function draw() {
  const top = stack.at(-1);
  if (!top) return dismiss();
  if (!states.has(top.id)) states.set(top.id, new ViewState());
  const key = JSON.stringify([top.id, top.hash, top.view, stack.length]);
  if (shown?.key === key) return undefined;
  if (!shown) shown = frame();
  const moved = shown.id !== top.id;
  Object.assign(shown, { key, id: top.id });
  return paint(top, moved);
}

function dismiss() {
  shown?.close();
  shown = null;
}

function frame() {
  const title = uid("modal");
  const panel = h("div.dialog.modal", {
    role: "dialog",
    "aria-modal": "true",
    "aria-labelledby": title,
    "data-testid": "modal",
    tabindex: "-1",
  });
  return { panel, title, close: present(panel, { onclose: () => leave(true) }) };
}

function paint(top, moved) {
  const { view } = top;
  const { panel, title } = shown;
  const state = states.get(top.id);
  const body = h("form.dialog-body.modal-body", { novalidate: true, id: `${title}-form` });
  const focused = moved ? null : focusPath(panel);
  const scroll = moved ? 0 : (panel.querySelector(".dialog-body")?.scrollTop ?? 0);
  put(
    body,
    h("div.modal-note", { role: "alert" }),
    renderBlocks(view.blocks, blockContext({ view_id: top.id }, { state, entered: () => state.of(view.blocks) })),
  );
  body.addEventListener("submit", (event) => {
    event.preventDefault();
    if (view.submit) submit(top);
  });
  panel.dataset.depth = String(stack.length);
  panel.dataset.viewId = top.id;
  put(panel, head(view, title), body, foot(view, title));
  body.scrollTop = scroll;
  if (focused) panel.querySelector(focused)?.focus({ preventScroll: true });
  else focusFirst(panel);
}

/** A selector that finds the focused field again after the view was painted anew. */
function focusPath(panel) {
  const node = document.activeElement;
  if (!panel.contains(node)) return null;
  const block = node.closest("[data-block-id]")?.dataset.blockId;
  const action = node.closest("[data-action-id]")?.dataset.actionId;
  if (!block || !action) return null;
  return `[data-block-id="${CSS.escape(block)}"] [data-action-id="${CSS.escape(action)}"]`;
}

function head(view, title) {
  const deep = stack.length > 1;
  return h(
    "header.dialog-head",
    {},
    deep
      ? h(
          "button.icon-button",
          { type: "button", "aria-label": "Back", "data-testid": "modal-back", onclick: () => leave(false) },
          icon("back", 20),
        )
      : avatar({ name: space.bot.name, bot: true }, 28),
    h("h2", { id: title, "data-testid": "modal-title" }, textNodes(view.title, blockContext({}))),
    h(
      "button.icon-button",
      { type: "button", "aria-label": "Close", "data-testid": "modal-x", onclick: () => leave(true) },
      icon("close", 20),
    ),
  );
}

function foot(view, title) {
  return h(
    "footer.dialog-foot",
    {},
    h("span.grow"),
    (view.close || view.submit || stack.length > 1) &&
      h(
        "button.btn",
        { type: "button", "data-testid": "modal-close", onclick: () => leave(false) },
        view.close?.text ?? (stack.length > 1 ? "Back" : "Close"),
      ),
    view.submit &&
      h(
        "button.btn.primary",
        { type: "submit", form: `${title}-form`, "data-testid": "modal-submit" },
        h("span.btn-text", {}, view.submit.text),
      ),
  );
}

async function leave(all) {
  if (stack.length) await attempt(() => api.slack.close(stack.at(-1).id, space.me, all));
  await read();
}

function missing(blocks, state) {
  const errors = {};
  for (const block of blocks) {
    if (block.type !== "input" || block.optional) continue;
    const value = state[block.block_id]?.[block.element.action_id];
    if (value === null || value === undefined || value === "" || value.length === 0)
      errors[block.block_id] = "Please complete this required field.";
  }
  return errors;
}

async function submit(top) {
  const { panel } = shown;
  const button = panel.querySelector("[data-testid=modal-submit]");
  const note = panel.querySelector(".modal-note");
  if (button.classList.contains("busy")) return;
  const state = states.get(top.id).of(top.view.blocks);
  const early = missing(top.view.blocks, state);
  note.textContent = "";
  const wrong = showErrors(panel, early);
  if (Object.keys(early).length) return void wrong?.focus();
  button.classList.add("busy");
  const answer = await attempt(() => api.slack.submit(top.id, { user: space.me, state }));
  button.classList.remove("busy");
  if (answer?.ok) return void read();
  const errors = answer?.errors ?? {};
  showErrors(panel, errors)?.focus();
  if (!Object.keys(errors).length) note.textContent = answer?.message ?? TROUBLE;
}
