/** The grid's colours and sizes, taken from the page's theme: dark where the page is. */

import { themeQuartz } from "ag-grid-community";

const forFingers = window.matchMedia("(pointer: coarse)").matches;

export const gridTheme = themeQuartz.withParams({
  accentColor: "var(--pw-accent)",
  backgroundColor: "var(--pw-surface)",
  foregroundColor: "var(--pw-text)",
  textColor: "var(--pw-text)",
  borderColor: "var(--pw-border)",
  headerBackgroundColor: "var(--pw-subtle)",
  headerTextColor: "var(--pw-muted)",
  headerFontWeight: 600,
  rowHoverColor: "var(--pw-hover)",
  selectedRowBackgroundColor: "var(--pw-accent-soft)",
  checkboxUncheckedBorderColor: "var(--pw-edge)",
  fontFamily: "var(--pw-font)",
  fontSize: 14,
  headerFontSize: 13,
  spacing: 6,
  cellHorizontalPadding: 12,
  rowHeight: forFingers ? 44 : 40,
  headerHeight: forFingers ? 44 : 40,
  wrapperBorderRadius: 8,
  wrapperBorder: { color: "var(--pw-border)" },
  popupShadow: "0 8px 24px rgb(0 0 0 / 18%)",
  browserColorScheme: "inherit",
});
