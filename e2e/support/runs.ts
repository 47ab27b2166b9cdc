/** @file Runs that are paused midway although they take seconds. */
import type { Page } from '@playwright/test'

interface Moment {
  /** The test id of what holds the button. */
  readonly controls: string
  /** The test id of what tells how far the run is, and what it then says; at once where it is left out. */
  readonly at?: readonly [testId: string, says: RegExp]
}

/**
 * Has the page itself press Pause as soon as it can: on a busy machine a short run would be over before a press from here
 * arrives. To be called before the run starts.
 */
export async function pauseAtOnce(page: Page, { controls, at }: Moment): Promise<void> {
  const [testId, says] = at ?? []
  await page.evaluate(
    ({ controls, testId, pattern }) => {
      const look = () => {
        const said = testId === undefined ? '' : document.querySelector(`[data-testid="${testId}"]`)?.textContent
        if (said == null || !new RegExp(pattern).test(said)) return
        const buttons = document.querySelectorAll<HTMLButtonElement>(`[data-testid="${controls}"] button`)
        const pause = [...buttons].find((button) => button.textContent?.trim() === 'Pause')
        if (pause === undefined || pause.disabled) return
        observer.disconnect()
        pause.click()
      }
      const observer = new MutationObserver(look)
      observer.observe(document, { childList: true, subtree: true, characterData: true, attributes: true })
    },
    { controls, testId, pattern: says?.source ?? '' },
  )
}
