// Forms of the desk, for hands that stay on the keyboard: Enter goes to the next field, days fill themselves,
// keys press buttons (data-key), the field to begin with has the focus (data-focus). Without scripts all still works.

const FIELDS = "input:not([type=hidden]), select, textarea, button[data-key]";

// What can be stepped to: visible, outside closed details, one radio or box of each question.
const stops = (form) => {
  const seen = new Set();
  return [...form.querySelectorAll(FIELDS)].filter((field) => {
    if (field.disabled || field.offsetParent === null || field.closest("details:not([open])") || field.type === "file") return false;
    if (field.type !== "radio" && !field.closest(".govuk-checkboxes")) return true;
    if (seen.has(field.name)) return false;
    seen.add(field.name);
    return true;
  });
};

const goOn = (form, from) => {
  const all = stops(form);
  const here = all.findIndex((field) => field === from || (field.name && field.name === from.name));
  const day = from.value === "" && from.closest(".cv-day"); // a day left empty is left as a whole
  const next = all.slice(here + 1).find((field) => !day || field.closest(".cv-day") !== day);
  const chosen = next?.type === "radio" && form.querySelector(`input[name="${CSS.escape(next.name)}"]:checked`);
  (chosen || next)?.focus();
};

const pressedEnter = (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || !field.matches("input, select") || field.type === "file") return;
  event.preventDefault();
  if (field.dataset.enter) document.getElementById(field.dataset.enter)?.click();
  else goOn(field.form, field);
};

// Day and month are full with two digits; the next part takes over.
const filledIn = (event) => {
  const field = event.target;
  const part = /\.(day|month)$/.test(field.name ?? "");
  if (part && field.value.length === 2 && /^\d\d$/.test(field.value)) goOn(field.form, field);
};

export const startDeskForms = () => {
  for (const form of document.querySelectorAll("form[data-desk-form]")) {
    form.addEventListener("keydown", pressedEnter);
    form.addEventListener("input", filledIn);
    if (form.dataset.focus) document.getElementById(form.dataset.focus)?.focus();
  }
  document.addEventListener("keydown", (event) => {
    const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  });
};
