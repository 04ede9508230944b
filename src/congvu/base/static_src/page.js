// What every page does beyond plain HTML: the ready-made components with Vietnamese words, htmx without eval, live events.
import { Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios, SkipLink, Tabs } from "govuk-frontend";
import htmx from "htmx.org";
import { listen } from "./_events.js";
import { keepOnLeaving } from "./_leave.js";
import { tellLosses } from "./_lost.js";
import { turnPagesHere } from "./_pages.js";
import { startAll } from "./_start.js";
import { readFromTheTop } from "./_turn.js";
import { keepWhatIsTyped } from "./_typed.js";
import { tellUploads } from "./_upload.js";

const counted = (what) => ({
  [`${what.key}UnderLimit`]: { other: `Còn được nhập %{count} ${what.name}` },
  [`${what.key}AtLimit`]: `Đã đủ số ${what.name}`,
  [`${what.key}OverLimit`]: { other: `Thừa %{count} ${what.name}` },
});

const components = [
  [Accordion, { i18n: {
    hideAllSections: "Thu gọn tất cả", hideSection: "Thu gọn", hideSectionAriaLabel: "Thu gọn phần này",
    showAllSections: "Mở tất cả", showSection: "Mở", showSectionAriaLabel: "Mở phần này",
  } }],
  [Button, { preventDoubleClick: true }],
  [CharacterCount, { i18n: { ...counted({ key: "characters", name: "ký tự" }), ...counted({ key: "words", name: "từ" }) } }],
  [Checkboxes],
  [ErrorSummary],
  [FileUpload, { i18n: {
    chooseFilesButton: "Chọn tệp", dropInstruction: "hoặc kéo tệp vào đây", noFileChosen: "Chưa chọn tệp",
    multipleFilesChosen: { other: "Đã chọn %{count} tệp" }, enteredDropZone: "Đã vào vùng thả tệp", leftDropZone: "Đã ra khỏi vùng thả tệp",
  } }],
  [NotificationBanner],
  [PasswordInput, { i18n: {
    showPassword: "Hiện", hidePassword: "Ẩn", showPasswordAriaLabel: "Hiện mật khẩu", hidePasswordAriaLabel: "Ẩn mật khẩu",
    passwordShownAnnouncement: "Mật khẩu đang hiện", passwordHiddenAnnouncement: "Mật khẩu đã ẩn",
  } }],
  [Radios],
  [SkipLink],
  [Tabs],
];

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0, // pages hold personal data: nothing of them stays in the browser's storage
  refreshOnHistoryMiss: true,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "40[03459]|413|422|429|500", swap: true }, // refusals, form errors, problems are answers, shown in place
    { code: "...", swap: false, error: true },
  ],
});

startAll(components);
listen();
tellLosses();
tellUploads();
readFromTheTop();
turnPagesHere();
keepWhatIsTyped();
keepOnLeaving();
