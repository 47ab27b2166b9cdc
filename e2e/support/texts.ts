/** @file What an element has said, however briefly: a text may come and go between two looks from here. */
import type { Page } from '@playwright/test'

/**
 * Notes from now on every text of the element, '' while it is not there, each when it differs from the one before.
 * Returns all texts so far; they end with the document.
 */
export async function watchTexts(page: Page, selector: string): Promise<() => Promise<readonly string[]>> {
  const name = `texts of ${selector}`
  await page.evaluate(
    ({ selector, name }) => {
      const texts: string[] = []
      Object.assign(window, { [name]: texts })
      const look = () => {
        const text = document.querySelector(selector)?.textContent?.trim() ?? ''
        if (text !== texts.at(-1)) texts.push(text)
      }
      look()
      new MutationObserver(look).observe(document, {
        childList: true,
        subtree: true,
        characterData: true,
        attributes: true,
      })
    },
    { selector, name },
  )
  return () => page.evaluate((name) => (window as unknown as Record<string, string[]>)[name] ?? [], name)
}
