// Server-sent events: what changed, so that the page re-reads only that.

const listeners = new Set();
let source;
let lost = false;

/** Calls back with each event whose topic starts with `prefix`, and with {topic: "resumed"} after a gap. */
export function listen(prefix, action) {
  listeners.add({ prefix, action });
}

function tell(event) {
  for (const { prefix, action } of listeners) {
    if (event.topic === "resumed" || event.topic === "sandbox.reset" || event.topic.startsWith(prefix)) action(event);
  }
}

/** Opens the stream; `status` hears true when it is open and false when it is lost. */
export function connect(status) {
  source = new EventSource("/control/events");
  source.onopen = () => {
    status(true);
    if (lost) tell({ topic: "resumed" });
    lost = false;
  };
  source.onmessage = (message) => tell(JSON.parse(message.data));
  source.onerror = () => {
    lost = true;
    status(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => connect(status), 1000);
  };
}
