// Bring components to life on the page and on every part that htmx puts into it later.
import { isSupported } from "govuk-frontend";

const startIn = (root, components) => {
  for (const [Component, config] of components) {
    const mark = `[data-module~="${Component.moduleName}"]`;
    const found = [...root.querySelectorAll(mark), ...(root.matches(mark) ? [root] : [])];
    for (const element of found) {
      if (element.hasAttribute(`data-${Component.moduleName}-init`)) continue;
      try {
        new Component(element, config);
      } catch (error) {
        console.warn(error.message); // one broken component must not take the others along; plain HTML still works
      }
    }
  }
};

export const startAll = (components) => {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  if (!isSupported()) return;
  startIn(document.body, components);
  document.addEventListener("htmx:load", ({ detail }) => { if (detail.elt !== document.body) startIn(detail.elt, components); });
};
