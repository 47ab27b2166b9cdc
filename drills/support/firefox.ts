/** @file Firefox, as Debian and Mozilla publish it, by WebDriver BiDi: Playwright's own build of it is another browser. */
import { existsSync } from 'node:fs'
import type { StartedBrowser, StartedPage } from './startedBrowser'

/** The part of puppeteer's page that drills use. */
interface FirefoxPage {
  goto(url: string, options?: { readonly waitUntil: 'domcontentloaded' }): Promise<unknown>
  evaluate<Given extends readonly unknown[], Output>(
    run: (...given: Given) => Output | Promise<Output>,
    ...given: Given
  ): Promise<Output>
  waitForFunction(
    run: (...given: string[]) => unknown,
    options: { readonly timeout: number; readonly polling: number },
    ...given: string[]
  ): Promise<unknown>
  setViewport(size: { readonly width: number; readonly height: number }): Promise<void>
  close(): Promise<void>
}

interface Firefox {
  newPage(): Promise<FirefoxPage>
  close(): Promise<void>
}

const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox']
/** Not among the packages of the repository, since it and what it needs weigh more than the page. */
const DRIVER = 'puppeteer-core'
const DRIVER_VERSION = '24.43.1'

const findFirefox = () => [process.env.FIREFOX_PATH, ...PLACES].find((path) => path && existsSync(path))

/** @param isPrivate whether all its windows are private ones */
export async function startFirefox(isPrivate: boolean): Promise<StartedBrowser> {
  const executablePath = findFirefox()
  if (executablePath === undefined) throw new Error('No Firefox was found: install firefox-esr, or set FIREFOX_PATH.')
  const driver = await import(DRIVER).catch(() => {
    throw new Error(`Firefox is driven by ${DRIVER}: npm install --no-save ${DRIVER}@${DRIVER_VERSION}`)
  })
  const firefox: Firefox = await driver.default.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: { 'browser.privatebrowsing.autostart': isPrivate },
  })
  return { newPage: () => startedPage(firefox), close: () => firefox.close() }
}

const VIEWPORT = { width: 1440, height: 900 }

async function startedPage(firefox: Firefox): Promise<StartedPage> {
  const page = await firefox.newPage()
  await page.setViewport(VIEWPORT)
  return {
    open: async (url) => void (await page.goto(url, { waitUntil: 'domcontentloaded' })),
    untilShown: async (selector, timeout) =>
      void (await page.waitForFunction(
        (wanted) => document.querySelector(wanted as string) !== null,
        { timeout, polling: 50 },
        selector,
      )),
    textOf: (selector) => page.evaluate((wanted) => document.querySelector(wanted)?.textContent ?? '', selector),
    attributeOf: (selector, name) =>
      page.evaluate((wanted, its) => document.querySelector(wanted)?.getAttribute(its) ?? null, selector, name),
    press: (selector) => page.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.click(), selector),
    close: () => page.close(),
  }
}
