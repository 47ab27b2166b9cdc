/**
 * Calls when the page may be about to go: at a reload or a link, and whenever it is hidden, since phones end hidden pages
 * without another word. What is written with a delay is written then; only what is done at once is sure to be done.
 */
export function onLeaving(listener: () => void): void {
  globalThis.addEventListener?.('pagehide', listener)
  globalThis.document?.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') listener()
  })
}
