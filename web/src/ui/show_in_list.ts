/** Scrolls a list so far that one of its lines is seen; the page stays where it is. */
export function showInList(list: HTMLElement | null, line: HTMLElement | null | undefined): void {
  if (!list || !line) return;
  const frame = list.getBoundingClientRect(), box = line.getBoundingClientRect();
  if (box.top < frame.top) list.scrollTop += box.top - frame.top;
  else if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom;
}
