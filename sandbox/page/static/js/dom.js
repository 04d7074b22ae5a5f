// Building DOM nodes. Text always becomes a text node: nothing here parses HTML.

const SVG = "http://www.w3.org/2000/svg";

/** An element from "tag.class.class", its properties and its children (strings become text). */
export function h(name, props = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  dress(node, props);
  fill(node, children);
  return node;
}

/** The same in SVG's namespace. */
export function svg(name, props = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(props)) {
    if (value !== null && value !== undefined) node.setAttribute(key, String(value));
  }
  fill(node, children);
  return node;
}

function dress(node, props) {
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "class") node.className = `${node.className} ${value}`.trim();
    else if (key === "style") for (const [name, rule] of Object.entries(value)) node.style.setProperty(name, rule);
    else if (key === "value" || key === "checked" || key === "selected") node[key] = value;
    else node.setAttribute(key, value === true ? "" : String(value));
  }
}

/** Appends children: nodes, strings, numbers, nested lists; null, undefined and false are left out. */
export function fill(node, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

/** Puts these children in place of all others. */
export function put(node, ...children) {
  node.replaceChildren();
  return fill(node, children);
}

/** Brings a keyed list up to date; nodes that stay are not taken out, so focus and scroll stay too. */
export function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((node, at) => {
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] ?? null);
  });
}

/** A function that runs once, a moment after its last call. */
export function soon(action, milliseconds = 40) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...args), milliseconds);
  };
}

let count = 0;
/** An id for labels and descriptions, unique on the page. */
export const uid = (prefix = "n") => `${prefix}-${++count}`;
