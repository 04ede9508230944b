// While files are on their way, the form that sends them says how much has arrived. Who goes on meanwhile is taken along
// when they are there; what was lost on the way is sent again by a button, without choosing it again.
const SENDING = ".cv-give.htmx-request";
let waiting = null; // the form that was sent off while files were on their way

const say = (form, words, percent) => {
  const box = form.querySelector(".cv-give__sending");
  const bar = box.querySelector("progress");
  box.hidden = false;
  bar.hidden = percent === undefined;
  bar.value = percent ?? 0;
  box.querySelector("span").textContent = words;
  return box;
};

const howMuch = ({ detail }) => {
  if (!detail.elt.matches?.(SENDING) || !detail.lengthComputable) return;
  const percent = Math.round((100 * detail.loaded) / detail.total);
  const then = waiting ? " Xong thì trang sau tự mở." : "";
  say(detail.elt, (percent < 100 ? `Đã gửi ${percent}%.` : "Đã gửi xong, đang kiểm tra tệp.") + then, percent);
};

// What is too large would be refused by the server too, after minutes on a phone; whatever was chosen with it waits as well.
const tooLarge = (form) => {
  const chosen = [...form.querySelectorAll("[type=file]")].flatMap(({ files }) => [...files]);
  const large = chosen.find(({ size }) => size > form.dataset.largestMb * 1024 * 1024);
  if (!large) return "";
  const kept = chosen.length > 1 ? `nên cả ${chosen.length} tệp vừa chọn chưa gửi` : "nên chưa gửi";
  return `Tệp ${large.name} lớn hơn ${form.dataset.largestMb} MB ${kept}. Hãy giảm dung lượng hoặc tách thành nhiều tệp, rồi chọn lại.`;
};

const before = (event) => {
  const form = event.detail.elt;
  if (form.matches(".cv-give")) {
    form.classList.remove("is-lost");
    const refusal = tooLarge(form);
    if (!refusal) say(form, "Đang gửi tệp.", 0).scrollIntoView({ block: "nearest" });
    else {
      event.preventDefault();
      form.reset();
      say(form, refusal);
    }
  } else if (form.matches("form") && document.querySelector(SENDING)) {
    event.preventDefault();
    waiting = form;
    say(document.querySelector(SENDING), "Đang gửi tệp. Xong thì trang sau tự mở.", 0).scrollIntoView({ block: "nearest" });
  }
};

const lost = ({ detail }) => {
  if (!detail.elt.matches(".cv-give")) return;
  waiting = null;
  detail.elt.classList.add("is-lost");
  say(detail.elt, "Mất kết nối, tệp chưa gửi được. Có mạng lại, bấm “Gửi tệp” để gửi lại.").scrollIntoView({ block: "nearest" });
};

const arrived = () => {
  const refused = document.querySelector("#give-failures .govuk-error-summary");
  if (refused) {
    waiting = null;
    refused.focus();
  } else if (waiting && !document.querySelector(SENDING)) {
    const form = waiting;
    waiting = null;
    if (form.isConnected) form.requestSubmit();
  }
};

export const tellUploads = () => {
  document.addEventListener("htmx:xhr:progress", howMuch);
  document.addEventListener("htmx:beforeRequest", before);
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.addEventListener(name, lost);
  document.addEventListener("htmx:afterSettle", ({ target }) => { if (target.closest?.(".cv-papers, #give-failures")) arrived(); });
  window.addEventListener("beforeunload", (event) => { if (document.querySelector(SENDING)) event.preventDefault(); });
};
