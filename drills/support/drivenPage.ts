/** @file A page by the commands that all drivers of WebDriver (https://www.w3.org/TR/webdriver2) have, however they are sent. */
import { setTimeout as wait } from 'node:timers/promises'
import type { StartedPage } from './startedBrowser'

export interface Driver {
  readonly open: (url: string) => Promise<void>
  /** What the script returns; null where the browser does not answer, as while the page loads anew. */
  readonly execute: <Output>(script: string, args: readonly string[]) => Promise<Output | null>
  /** Clicks the first element that matches, as a person does: a page that was touched does not load anew by itself. */
  readonly click: (selector: string) => Promise<void>
  readonly close: () => Promise<void>
}

const MOST_ATTEMPTS = 5
const POLLING_MS = 50

export function drivenPage({ open, execute, click, close }: Driver): StartedPage {
  /** What a script returns for the first element that matches, in a list; null where the browser does not answer. */
  const ofElement = <Output>(expression: string, selector: string, name = '') =>
    execute<Output[]>(
      `const element = document.querySelector(arguments[0]); return element === null ? [] : [${expression}]`,
      [selector, name],
    )

  const read = async <Output>(expression: string, selector: string, name?: string): Promise<Output | undefined> => {
    for (let attempts = 1; ; attempts++) {
      const found = await ofElement<Output>(expression, selector, name)
      if (found !== null) return found[0]
      if (attempts === MOST_ATTEMPTS) throw new Error(`The browser does not say what ${selector} is.`)
      await wait(POLLING_MS)
    }
  }

  return {
    open,
    async untilShown(selector, timeoutMs) {
      for (const ends = Date.now() + timeoutMs; ; await wait(POLLING_MS)) {
        if ((await ofElement('true', selector))?.length) return
        if (Date.now() > ends) throw new Error(`Not shown after ${timeoutMs / 1000} s: ${selector}`)
      }
    },
    textOf: async (selector) => (await read<string>('element.textContent', selector)) ?? '',
    attributeOf: async (selector, name) =>
      (await read<string | null>('element.getAttribute(arguments[1])', selector, name)) ?? null,
    press: click,
    close,
  }
}
