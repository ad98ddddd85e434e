import { Button, createTheme, type MantineColorsTuple } from "@mantine/core";

/** The one accent: verdigris. Progress, links, what can be done and what is done are in it; nothing else is. */
const mill: MantineColorsTuple = [
  "#e9f5f2",
  "#d3e9e3",
  "#a6d4c8",
  "#76bfac",
  "#57b39b",
  "#2f9c82",
  "#1a826a",
  "#0b6b57",
  "#095a49",
  "#06463a",
];

/** Neutrals with a breath of the accent, so that Mantine's parts stand on the same paper as ours. */
const gray: MantineColorsTuple = [
  "#f7f8f4",
  "#f1f2ed",
  "#e6e8e2",
  "#dcdfd8",
  "#c8ccc4",
  "#b6bbb3",
  "#868d87",
  "#565d5a",
  "#343a38",
  "#1a1d1c",
];
const dark: MantineColorsTuple = [
  "#e7eae7",
  "#c3c9c5",
  "#a2aaa6",
  "#7d8581",
  "#4a524f",
  "#2e3433",
  "#1b1f1e",
  "#151817",
  "#101312",
  "#0b0d0c",
];

const FONT = '"Libre Franklin Variable", "Franklin Gothic", "Helvetica Neue", Arial, sans-serif';

/** The accent by the colour scheme, with letters that can be read on it. */
const FILLED = {
  "--button-bg": "var(--accent)",
  "--button-hover": "color-mix(in srgb, var(--accent) 88%, var(--ink))",
  "--button-color": "var(--on-accent)",
};

export const theme = createTheme({
  primaryColor: "mill",
  colors: { mill, gray, dark },
  primaryShade: { light: 7, dark: 3 },
  fontFamily: FONT,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
  headings: { fontFamily: FONT, fontWeight: "650" },
  defaultRadius: 4,
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: "sm" },
      styles: { label: { fontWeight: 600 } },
      vars: (_, { variant, color }) => ({
        root: (variant ?? "filled") === "filled" && !color ? FILLED : {},
      }),
    }),
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: "md" } },
    // In the page and not at the end of the document: so they stand in its landmarks, next to what opened them. A menu holds
    // nothing but its items, and the first one has the focus.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } },
    Modal: {
      defaultProps: { withinPortal: false, closeButtonProps: { "aria-label": "Close" } },
      // Wherever in the page it was opened, it has all of the window.
      styles: { inner: { left: 0 } },
    },
    Select: { defaultProps: { comboboxProps: { withinPortal: false } } },
    Notification: {
      defaultProps: { closeButtonProps: { "aria-label": "Dismiss" } },
      styles: { description: { color: "var(--ink-soft)" } },
    },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
  },
});
