/** @file Draws the icons of the installed page from public/favicon.svg: node tools/icons.mjs */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'
import { launchChromium } from './settledPage.mjs'

const folder = join(root, 'public', 'icons')
const drawing = readFileSync(join(root, 'public', 'favicon.svg'), 'utf8')

/** `share` of the side is drawing: systems cut maskable icons to a circle of 80 % of the side, on a ground of their own. */
const ICONS = [
  { file: '192.png', side: 192, share: 0.92, ground: 'transparent' },
  { file: '512.png', side: 512, share: 0.92, ground: 'transparent' },
  { file: 'maskable-512.png', side: 512, share: 0.58, ground: '#ffffff' },
]

mkdirSync(folder, { recursive: true })
const browser = await launchChromium()
const page = await browser.newPage({ colorScheme: 'light' })
for (const { file, side, share, ground } of ICONS) {
  await page.setViewportSize({ width: side, height: side })
  await page.setContent(
    `<style>body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${ground} } svg { width: ${100 * share}%; height: ${100 * share}% }</style>${drawing}`,
  )
  await page.screenshot({ path: join(folder, file), omitBackground: true })
}
await browser.close()
