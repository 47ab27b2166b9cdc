/** @file The page in Chromium, once everything has been computed. */
import { chromium } from 'playwright'
import { chromiumArgs, ensureChromium } from './findChromium.mjs'

export const launchChromium = async () =>
  chromium.launch({ executablePath: await ensureChromium(), args: chromiumArgs })

/** A page on which every cell has its result and none is being computed. Errors are printed with its name. */
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
    .catch(() => console.error(`${name} ${colorScheme}: the page did not settle in 60 s`))
  return page
}
