/**
 * The usual alternative to Realtime: a page that asks for its job every three seconds.
 *
 * @module
 */
export const POLLING_INTERVAL_MS = 3000;

export function pollingPage(jobUrl: string, headers: Record<string, string>): string {
  return `<!doctype html><title>Polling</title><p aria-label="Progress"></p><script type="module">
    const shown = document.querySelector("p");
    const ask = async () => {
      const response = await fetch(${JSON.stringify(jobUrl)}, { headers: ${JSON.stringify(headers)} });
      shown.textContent = (await response.json()).message;
    };
    await ask();
    setInterval(ask, ${POLLING_INTERVAL_MS});
  </script>`;
}
