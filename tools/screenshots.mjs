/**
 * @file Takes images of a running page at both sizes, light and dark:
 * node tools/screenshots.mjs URL FOLDER
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { chromiumArgs, ensureChromium } from './findChromium.mjs'

const [url = 'http://localhost:4173/', folder = '.shots'] = process.argv.slice(2)
const SIZES = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
]

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArgs })
for (const { name, width, height } of SIZES) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme, deviceScaleFactor: 1 })
    page.on('console', (message) => message.type() === 'error' && console.error(name, message.text()))
    page.on('pageerror', (error) => console.error(name, error.message))
    await page.goto(url)
    // Every cell is there, and none is being computed.
    await page
      .waitForFunction(
        () => document.querySelector('[data-testid=verdict]') && !document.querySelector('[data-stale=true]'),
        null,
        {
          timeout: 60_000,
        },
      )
      .catch(() => console.error(`${name} ${colorScheme}: the page did not come to rest in 60 s`))
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) })
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}-full.png`), fullPage: true })
    await page.close()
  }
}
await browser.close()
