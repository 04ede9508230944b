// While files are on their way, the form that sends them says how much has arrived.
export const tellProgress = () => {
  document.addEventListener("htmx:xhr:progress", ({ detail }) => {
    const box = detail.elt.querySelector?.(".cv-give__sending");
    if (!box || !detail.lengthComputable) return;
    const percent = Math.round((100 * detail.loaded) / detail.total);
    box.hidden = false;
    box.querySelector("progress").value = percent;
    box.querySelector("span").textContent = percent < 100 ? `Đã gửi ${percent}%` : "Đã gửi xong, đang kiểm tra tệp";
  });
  document.addEventListener("htmx:sendError", ({ detail }) => {
    const box = detail.elt.querySelector?.(".cv-give__sending");
    if (box) box.hidden = true;
  });
};
