// Who leaves a page a moment after typing leaves nothing behind: what was not yet on its way is sent while the page goes.
export const keepOnLeaving = () => {
  const typed = new Set();
  const note = ({ target }) => {
    const page = target.closest?.(".cv-page:has(.cv-saved)");
    if (page) typed.add(page);
  };
  document.addEventListener("input", note);
  document.addEventListener("change", note);
  document.addEventListener("htmx:beforeSend", ({ detail }) => {
    if (detail.elt.matches("form")) typed.clear();
    else if (detail.elt.matches(".cv-saved")) typed.delete(detail.elt.closest(".cv-page"));
  });
  addEventListener("pagehide", () => {
    for (const page of typed) {
      const kept = new FormData(page.closest("form"));
      kept.append("keep", "1");
      navigator.sendBeacon(page.dataset.address, kept);
    }
    typed.clear();
  });
};
