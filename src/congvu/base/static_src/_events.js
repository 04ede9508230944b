// News from the house while a page is open: one stream, told to the parts of the page that asked for it.
// `<body data-events-port="8001">`; `<div data-event="inbox" hx-trigger="event-inbox from:body" …>`.

export const listen = () => {
  const port = document.body.dataset.eventsPort;
  const topics = new Set([...document.querySelectorAll("[data-event]")].map((element) => element.dataset.event));
  if (topics.size === 0 || !("EventSource" in window)) return;
  const host = port ? `${location.protocol}//${location.hostname}:${port}` : "";
  const stream = new EventSource(`${host}/events/?topics=${[...topics].map(encodeURIComponent).join(",")}`, { withCredentials: true });
  const tell = (topic, data) => document.body.dispatchEvent(new CustomEvent(`event-${topic}`, { detail: data }));
  for (const topic of topics) stream.addEventListener(topic, (event) => tell(topic, event.data));
  let opened = false;
  stream.addEventListener("open", () => {
    if (opened) for (const topic of topics) tell(topic, "{}"); // what was said meanwhile is lost: the parts ask again
    opened = true;
  });
  window.addEventListener("pagehide", () => stream.close());
};
