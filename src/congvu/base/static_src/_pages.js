// Pages of a form that came along (in <template>s) turn without the network, while the one before them is filled in.
import htmx from "htmx.org";

const pagesOf = (form) => [...form.querySelectorAll(":scope > .cv-page")];

const fits = (field) => {
  if (field.matches("fieldset")) return field.querySelector(":checked") !== null;
  const value = field.value.trim();
  if (!value) return !("needed" in field.dataset);
  if (field.inputMode === "numeric" && !/^[\d\s.,/-]+$/.test(value)) return false;
  return !field.dataset.pattern || new RegExp(`^(?:${field.dataset.pattern})$`, "u").test(value);
};

// Whatever does not look right goes to the server, which says what is wrong; whatever does is judged with the last page.
const looksRight = (page) => !page.querySelector(".htmx-request:not(.cv-saved), .govuk-error-summary")
  && [...page.querySelectorAll("[data-needed], [data-pattern]")].every(fits);

const show = (page) => {
  for (const one of pagesOf(page.parentElement)) one.hidden = one !== page;
  document.title = page.dataset.title;
  scrollTo(0, 0);
  const heading = page.querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
};

const turnTo = (page) => {
  history.pushState({ page: true }, "", page.dataset.address);
  show(page);
};

const opened = (next) => {
  if (!next.matches("template")) return next;
  const page = next.content.querySelector(".cv-page");
  next.replaceWith(page);
  htmx.process(page);
  return page;
};

export const turnPagesHere = () => {
  document.addEventListener("submit", (event) => {
    const page = pagesOf(event.target).find((one) => !one.hidden);
    const next = page?.nextElementSibling;
    if (!next || event.submitter?.name || !looksRight(page)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    turnTo(opened(next));
  }, true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".cv-page .govuk-back-link");
    const before = link && pagesOf(link.closest("form")).find((one) => one.dataset.address === link.pathname);
    if (!before) return;
    event.preventDefault();
    turnTo(before);
  });
  addEventListener("popstate", (event) => {
    const page = [...document.querySelectorAll("form > .cv-page")].find((one) => one.dataset.address === location.pathname);
    if (page) {
      event.stopImmediatePropagation();
      show(page);
    } else if (event.state?.page) location.reload();
  }, true);
};
