// A page that is drawn anew after an answer keeps what was typed while the server still thought about that answer.
const fieldsOf = (part) => [...part.querySelectorAll("input:not([type=hidden]), select, textarea")];
const isPicked = (field) => field.matches("[type=radio], [type=checkbox]");

// What stands in the fields now and was not in what was sent.
const typedSince = (part, sent) => fieldsOf(part)
  .filter((field) => (isPicked(field) ? field.checked && !sent.getAll(field.name).includes(field.value) : sent.get(field.name) !== field.value))
  .map(({ name, value }) => ({ name, value }));

export const keepWhatIsTyped = () => {
  let typed = [];
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    typed = detail.target.matches(".cv-page .cv-step") ? typedSince(detail.target, detail.requestConfig.formData) : [];
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const { name, value } of typed) {
      const same = [...document.getElementsByName(name)];
      const picked = same.find((field) => isPicked(field) && field.value === value);
      if (picked) picked.checked = true;
      else if (same.length === 1 && !isPicked(same[0])) same[0].value = value;
    }
    typed = [];
  });
};
