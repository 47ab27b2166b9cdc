/** @file The page in Chromium, once it has come to rest. */
import { chromium } from 'playwright'
import { chromiumArgs, ensureChromium } from './findChromium.mjs'

export const launchChromium = async () =>
  chromium.launch({ executablePath: await ensureChromium(), args: chromiumArgs })

/** A page on which every cell has its result, and none is being computed. What goes wrong is told with its name. */
export async function openSettled(browser, url, { name, width, height, colorScheme }) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, deviceScaleFactor: 1 })
  page.on('console', (message) => message.type() === 'error' && console.error(name, message.text()))
  page.on('pageerror', (error) => console.error(name, error.message))
  await page.goto(url)
  await page
    .waitForFunction(
      () => document.querySelector('[data-testid=verdict]') && !document.querySelector('[data-stale=true]'),
      null,
      { timeout: 60_000 },
    )
    .catch(() => console.error(`${name} ${colorScheme}: the page did not come to rest in 60 s`))
  return page
}
