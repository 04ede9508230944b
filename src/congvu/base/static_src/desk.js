// What the officers' pages add: menus on buttons, filters that fold away, tables sorted in place.
import { ButtonMenu, FilterToggleButton, SortableTable } from "@ministryofjustice/frontend";
import { startDeskForms } from "./_desk_form.js";
import { startAll } from "./_start.js";

startAll([
  [ButtonMenu, { buttonText: "Thao tác" }],
  [FilterToggleButton, {
    toggleButton: { showText: "Hiện bộ lọc", hideText: "Ẩn bộ lọc", classes: "govuk-button--secondary" },
    closeButton: { text: "Đóng", classes: "moj-filter__close" },
  }],
  [SortableTable, { statusMessage: "Sắp xếp theo %heading% (%direction%)", ascendingText: "tăng dần", descendingText: "giảm dần" }],
]);
startDeskForms();
