// Runs in the page: notes when a text is shown. `changed` is the moment in which the document holds it, `painted` the one
// after the frame that draws it. In milliseconds since 1970, as in clock.ts.
const now = () => performance.timeOrigin + performance.now();

globalThis.expectText = (text) => {
  globalThis.textShown = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector("[aria-label=Progress]")?.textContent.includes(text)) return;
      observer.disconnect();
      const changed = now();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve({ changed, painted: now() });
        port2.postMessage("drawn");
      });
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
};
