/** @file The part of WebDriver (https://www.w3.org/TR/webdriver2) that drills need, over HTTP. */
import { setTimeout as wait } from 'node:timers/promises'
import { drivenPage } from './drivenPage'
import type { StartedPage } from './startedBrowser'

/** A command that takes longer will have no answer. */
const LONGEST_COMMAND_MS = 90_000
/** One that is sent while the page loads anew may have no answer; it is sent again. */
const LONGEST_SCRIPT_MS = 5000
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

  return drivenPage({
    open: (url) => ask('POST', `${session}/url`, { url }),
    execute: (script, args) =>
      ask<never>('POST', `${session}/execute/sync`, { script, args }, LONGEST_SCRIPT_MS).catch((error: Error) => {
        if (error.name === 'TimeoutError') return null
        throw error
      }),
    async click(selector) {
      const element = await ask<Readonly<Record<string, string>>>('POST', `${session}/element`, {
        using: 'css selector',
        value: selector,
      })
      await ask('POST', `${session}/element/${Object.values(element)[0]}/click`)
    },
    close: () => ask('DELETE', session),
  })
}
