// A request that got no answer says so beside what asked for it, where the person looks; what was filled in stays as it is.
const SENTENCES = {
  "htmx:sendError": "Mất kết nối. Nội dung bạn nhập vẫn còn, hãy thử lại.",
  "htmx:timeout": "Máy chủ trả lời chậm. Hãy thử lại sau ít phút.",
  "htmx:responseError": "Hệ thống gặp lỗi. Nội dung bạn nhập vẫn còn, hãy thử lại.",
};
const NOT_KEPT = "Chưa lưu được điều vừa nhập. Có mạng lại thì hệ thống tự lưu.";

const tell = (asker, sentence) => {
  const box = document.createElement("span");
  box.className = "cv-lost";
  box.setAttribute("role", "alert");
  box.textContent = asker.matches(".cv-saved") ? NOT_KEPT : sentence;
  const buttons = asker.querySelector(":scope > .govuk-button-group, :scope > .cv-page:not([hidden]) > .govuk-button-group");
  const place = buttons?.parentElement ?? (asker.matches(".cv-saved, .govuk-form-group") ? asker : document.querySelector("main"));
  place.querySelector(":scope > .cv-lost")?.remove();
  if (buttons) buttons.before(box);
  else if (asker.matches(".govuk-form-group")) asker.append(box);
  else place.prepend(box);
  const seen = buttons ?? (place.matches("main") ? box : null); // who is still typing is not moved
  seen?.scrollIntoView({ block: "nearest" });
};

// What could not be kept is kept one page after the other, for a form sends one request at a time.
const keepNext = () => document.querySelector(".cv-saved > .cv-lost")?.parentElement.dispatchEvent(new Event("change", { bubbles: true }));

export const tellLosses = () => {
  for (const [name, sentence] of Object.entries(SENTENCES)) {
    document.addEventListener(name, ({ detail }) => { if (!detail.elt.matches(".cv-give")) tell(detail.elt, sentence); });
  }
  document.addEventListener("htmx:beforeSwap", () => document.querySelectorAll(":not(.cv-saved) > .cv-lost, .cv-problem").forEach((box) => box.remove()));
  document.addEventListener("htmx:afterSwap", ({ target }) => { if (target.matches?.(".cv-saved")) keepNext(); });
  addEventListener("online", keepNext);
};
