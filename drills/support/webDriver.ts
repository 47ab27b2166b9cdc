/** @file The part of WebDriver (https://www.w3.org/TR/webdriver2) that drills need, for a browser that speaks no other protocol. */
import { setTimeout as wait } from 'node:timers/promises'
import type { StartedPage } from './startedBrowser'

/** A command that takes longer will have no answer. */
const LONGEST_COMMAND_MS = 90_000
/** One that is sent while the page loads anew may have no answer; it is sent again. */
const LONGEST_SCRIPT_MS = 5000
const MOST_ATTEMPTS = 5
const POLLING_MS = 50

async function ask<Output>(
  method: 'POST' | 'DELETE' | 'GET',
  url: string,
  body: unknown = {},
  longestMs = LONGEST_COMMAND_MS,
): Promise<Output> {
  const signal = AbortSignal.timeout(longestMs)
  const response = await fetch(url, { method, signal, ...(method === 'POST' && { body: JSON.stringify(body) }) })
  const { value } = (await response.json()) as { value: Output & { error?: string; message?: string } }
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`)
  return value
}

/** Resolves once the driver at this address answers. */
export async function untilAnswering(address: string, timeoutMs: number): Promise<void> {
  for (const ends = Date.now() + timeoutMs; ; await wait(POLLING_MS)) {
    try {
      await ask('GET', `${address}/status`)
      return
    } catch (error) {
      if (Date.now() > ends) throw error
    }
  }
}

/** @param window its width and height */
export async function startSession(
  address: string,
  capabilities: Readonly<Record<string, unknown>>,
  window: { readonly width: number; readonly height: number },
): Promise<StartedPage> {
  const alwaysMatch = { ...capabilities, pageLoadStrategy: 'eager' }
  const { sessionId } = await ask<{ sessionId: string }>('POST', `${address}/session`, {
    capabilities: { alwaysMatch },
  })
  const session = `${address}/session/${sessionId}`
  await ask('POST', `${session}/window/rect`, window)

  /** What a script returns for the first element that matches, in a list; null where the browser does not answer. */
  const ofElement = <Output>(expression: string, selector: string, name = '') =>
    ask<Output[]>(
      'POST',
      `${session}/execute/sync`,
      {
        script: `const element = document.querySelector(arguments[0]); return element === null ? [] : [${expression}]`,
        args: [selector, name],
      },
      LONGEST_SCRIPT_MS,
    ).catch((error: Error) => {
      if (error.name === 'TimeoutError') return null
      throw error
    })

  const read = async <Output>(expression: string, selector: string, name?: string): Promise<Output | undefined> => {
    for (let attempts = 1; ; attempts++) {
      const found = await ofElement<Output>(expression, selector, name)
      if (found !== null) return found[0]
      if (attempts === MOST_ATTEMPTS) throw new Error(`The browser does not say what ${selector} is.`)
    }
  }

  return {
    open: (url) => ask('POST', `${session}/url`, { url }),
    async untilShown(selector, timeoutMs) {
      for (const ends = Date.now() + timeoutMs; ; await wait(POLLING_MS)) {
        if ((await ofElement('true', selector))?.length) return
        if (Date.now() > ends) throw new Error(`Not shown after ${timeoutMs / 1000} s: ${selector}`)
      }
    },
    textOf: async (selector) => (await read<string>('element.textContent', selector)) ?? '',
    attributeOf: async (selector, name) =>
      (await read<string | null>('element.getAttribute(arguments[1])', selector, name)) ?? null,
    // As a person does: a page that was touched does not load anew by itself.
    async press(selector) {
      const element = await ask<Readonly<Record<string, string>>>('POST', `${session}/element`, {
        using: 'css selector',
        value: selector,
      })
      await ask('POST', `${session}/element/${Object.values(element)[0]}/click`)
    },
    close: () => ask('DELETE', session),
  }
}
