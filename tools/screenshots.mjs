/**
 * @file Takes images of a running page in all of its states, at six sizes, light and dark:
 * node tools/screenshots.mjs URL FOLDER [--only "compare,evaluate ranking"]
 * Each state is reached once and then shown at every size, as by a window that is resized.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readCommandLine, wholeNumberAbove0 } from './commandLine.mjs'
import { orEnd } from './problem.mjs'
import { STATES } from './screenshots/states.mjs'
import { launchChromium } from './settledPage.mjs'

const { values, positionals } = orEnd(() =>
  readCommandLine({
    allowPositionals: true,
    options: { only: { type: 'string' }, widths: { type: 'string' } },
  }),
)
const [url = 'http://localhost:4173/', folder = '.shots'] = positionals
const SIZES = [
  [1440, 900],
  [1920, 1080],
  [1280, 720],
  [768, 1024],
  [390, 844],
  [320, 640],
]
const listed = (text) => text?.split(',').map((each) => each.trim())
const only = listed(values.only)
const widths = orEnd(() => listed(values.widths)?.map((each) => wholeNumberAbove0(each, 'widths')))

mkdirSync(folder, { recursive: true })
const browser = await launchChromium()
for (const { name, address, reach } of STATES.filter((state) => only?.includes(state.name) ?? true)) {
  const sizes = SIZES.filter(([width]) => widths?.includes(width) ?? true)
  const [width, height] = sizes[0]
  const context = await browser.newContext({ viewport: { width, height }, serviceWorkers: 'block' })
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && console.error(name, message.text()))
  page.on('pageerror', (error) => console.error(name, error.message))
  await page.goto(`${url}?${address.includes('backend=') ? '' : 'backend=wasm&'}${address}`)
  await reach(page).catch((error) => console.error(`${name} was not reached: ${error.message}`))
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height })
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme })
      await page.waitForTimeout(250)
      await page.screenshot({ path: join(folder, `${name} ${width} ${colorScheme}.png`) })
    }
    await page.emulateMedia({ colorScheme: 'light' })
    await page.screenshot({ path: join(folder, `${name} ${width} full.png`), fullPage: true })
  }
  await context.close()
}
await browser.close()
