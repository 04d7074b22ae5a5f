// What the page remembers: in this tab, and for the next tab in this browser. Two tabs stay two people.

const PREFIX = "synctec-sandbox.";

/** The remembered value, or `fallback`. */
export function recall(key, fallback) {
  try {
    const text = sessionStorage.getItem(PREFIX + key) ?? localStorage.getItem(PREFIX + key);
    return text === null ? fallback : JSON.parse(text);
  } catch {
    return fallback;
  }
}

/** Remembers it; a browser that refuses storage is no obstacle. */
export function remember(key, value) {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Private windows may refuse: the page works the same, it only forgets.
  }
}
