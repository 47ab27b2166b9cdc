/** @file A tab in the background, as the page sees it: no frames are drawn, and timers wait a second at least. */
import type { Page } from '@playwright/test'

/** Playwright's pages are visible for ever, so that what the browser does to hidden ones is done here. */
export const hideTab = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
    const waiting: FrameRequestCallback[] = []
    const { requestAnimationFrame, setTimeout, setInterval } = globalThis
    globalThis.requestAnimationFrame = (callback) => waiting.push(callback)
    const slow = (start: typeof setTimeout) =>
      ((handler: TimerHandler, ms = 0, ...given: unknown[]) => start(handler, Math.max(1000, ms), ...given)) as never
    globalThis.setTimeout = slow(setTimeout)
    globalThis.setInterval = slow(setInterval as typeof setTimeout)
    Object.assign(globalThis, {
      showAgain() {
        Reflect.deleteProperty(document, 'visibilityState')
        Reflect.deleteProperty(document, 'hidden')
        Object.assign(globalThis, { requestAnimationFrame, setTimeout, setInterval })
        document.dispatchEvent(new Event('visibilitychange'))
        for (const callback of waiting) requestAnimationFrame(callback)
      },
    })
    document.dispatchEvent(new Event('visibilitychange'))
  })

export const showTab = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as unknown as { showAgain: () => void }).showAgain())
