/**
 * @file Takes the README's image of the page, docs/page.png, from the built page: npm run build && npm run page-image
 */
import { join } from 'node:path'
import { preview } from 'vite'
import { root } from './root.mjs'
import { launchChromium, openSettled } from './settledPage.mjs'

const SIZE = { name: 'page', width: 1440, height: 926, colorScheme: 'light' }

const server = await preview({ root, preview: { port: 0 } })
const browser = await launchChromium()
// On wasm the image is the same on every machine.
const page = await openSettled(browser, `${server.resolvedUrls.local[0]}?backend=wasm`, SIZE)
await page.screenshot({ path: join(root, 'docs', 'page.png') })
await browser.close()
await server.close()
