import { createTheme, type MantineColorsTuple } from "@mantine/core";

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

const FONT = '"Libre Franklin Variable", "Franklin Gothic", "Helvetica Neue", Arial, sans-serif';

export const theme = createTheme({
  primaryColor: "mill",
  colors: { mill },
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  fontFamily: FONT,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
  headings: { fontFamily: FONT, fontWeight: "650" },
  defaultRadius: 4,
  cursorType: "pointer",
  components: {
    Button: { defaultProps: { size: "sm" }, styles: { label: { fontWeight: 600 } } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: "md" } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
  },
});
