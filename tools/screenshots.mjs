/**
 * @file Takes images of a running page at both sizes, light and dark:
 * node tools/screenshots.mjs URL FOLDER
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { launchChromium, openSettled } from './settledPage.mjs'

const [url = 'http://localhost:4173/', folder = '.shots'] = process.argv.slice(2)
const SIZES = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
]

mkdirSync(folder, { recursive: true })
const browser = await launchChromium()
for (const size of SIZES) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await openSettled(browser, url, { ...size, colorScheme })
    await page.screenshot({ path: join(folder, `${size.name}-${colorScheme}.png`) })
    await page.screenshot({ path: join(folder, `${size.name}-${colorScheme}-full.png`), fullPage: true })
    await page.close()
  }
}
await browser.close()
