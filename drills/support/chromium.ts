/** @file Chromium for drills of starts: in a profile on the disk, as a person uses it, or in incognito windows. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../tools/findChromium.mjs'
import type { StartedBrowser, StartedPage } from './startedBrowser'

// Without a graphics processor, as Firefox beside it.
const ARGS = ['--no-sandbox', '--disable-gpu']
const VIEWPORT = { width: 1440, height: 900 }

const started = (page: Page, close: () => Promise<void>): StartedPage => ({
  open: async (url) => void (await page.goto(url, { waitUntil: 'domcontentloaded' })),
  untilShown: async (selector, timeout) =>
    void (await page.waitForFunction((wanted) => document.querySelector(wanted) !== null, selector, {
      timeout,
      polling: 50,
    })),
  textOf: (selector) => page.evaluate((wanted) => document.querySelector(wanted)?.textContent ?? '', selector),
  attributeOf: (selector, name) =>
    page.evaluate(([wanted, its]) => document.querySelector(wanted)?.getAttribute(its) ?? null, [
      selector,
      name,
    ] as const),
  press: (selector) => page.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.click(), selector),
  close,
})

/** @param isPrivate whether every page has an incognito window of its own, which keeps nothing */
export async function startChromium(isPrivate: boolean): Promise<StartedBrowser> {
  const executablePath = findChromium()
  const options = { args: ARGS, ...(executablePath ? { executablePath } : {}) }
  if (isPrivate) {
    const browser = await chromium.launch(options)
    return {
      async newPage() {
        const context = await browser.newContext({ viewport: VIEWPORT })
        return started(await context.newPage(), () => context.close())
      },
      close: () => browser.close(),
    }
  }
  const profile = await mkdtemp(join(tmpdir(), 'gradlens-profile-'))
  const context: BrowserContext = await chromium.launchPersistentContext(profile, { ...options, viewport: VIEWPORT })
  return {
    async newPage() {
      const page = await context.newPage()
      return started(page, () => page.close())
    },
    async close() {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}
