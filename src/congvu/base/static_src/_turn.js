// A turned page (base.web.turn) is read from its heading, as a page that was opened; one with errors from these.
export const readFromTheTop = () => {
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.target.id !== "noi-dung") return;
    const first = detail.target.querySelector(detail.xhr.status < 400 ? "h1" : ".govuk-error-summary");
    first?.setAttribute("tabindex", "-1");
    first?.focus({ preventScroll: true });
  });
};
