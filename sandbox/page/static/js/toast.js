// Short notices at the foot of the page.

import { h } from "./dom.js";

/** Says a sentence for some seconds; kind is "" or "bad". */
export function toast(sentence, kind = "") {
  const node = h("div.toast", { class: kind, "data-testid": "toast" }, sentence);
  const host = document.getElementById("toasts");
  host.append(node);
  while (host.children.length > 3) host.firstChild.remove();
  setTimeout(() => node.remove(), kind === "bad" ? 7000 : 3500);
}

/** Runs it; what goes wrong is said instead of lost. Answers undefined then. */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    toast(error.message, "bad");
    return undefined;
  }
}
