// Runs in the page: tells when a page of a PDF has been drawn and painted, in milliseconds since the navigation began.
globalThis.pageDrawn = (number) =>
  new Promise((resolve) => {
    const isThere = () => document.querySelector(`[data-page="${number}"][aria-busy="false"] canvas`);
    const painted = () =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage("painted");
      });
    if (isThere()) return painted();
    const observer = new MutationObserver(() => {
      if (!isThere()) return;
      observer.disconnect();
      painted();
    });
    observer.observe(document, { subtree: true, childList: true, attributeFilter: ["aria-busy"] });
  });

// A jump by the page field, as somebody makes it who types a number and presses Enter.
globalThis.jumpTo = async (number) => {
  const field = document.querySelector('input[aria-label^="Page, 1 to"]');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, String(number));
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const start = performance.now();
  field.form.requestSubmit();
  return await pageDrawn(number) - start;
};

// From the click on a link to the painted page behind it.
globalThis.followTo = async (link, number) => {
  const start = performance.now();
  link.click();
  return await pageDrawn(number) - start;
};
