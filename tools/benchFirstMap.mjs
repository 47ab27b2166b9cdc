/** @file Times how long the built page takes to its first gradient map: on a first visit, and on the next. */
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright'
import { preview } from 'vite'
import { chromiumArgs, ensureChromium } from './findChromium.mjs'
import { root } from './root.mjs'

const MAP = '[data-row="gradient"] canvas'
const VISITS = 3
const LAST_MOMENT_MS = 100

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

async function visit(page, url) {
  const begin = Date.now()
  await page.goto(url)
  const at = await page.waitForFunction(() => window.firstMapAt, null, { timeout: 120_000 })
  const firstMapAt = await at.jsonValue()
  return { seconds: (firstMapAt - begin) / 1000, firstMapAt }
}

/** Notes when the map comes, in the page itself. */
function noteFirstMap(map) {
  const observer = new MutationObserver(() => {
    if (document.querySelector(map) === null) return
    window.firstMapAt = Date.now()
    observer.disconnect()
  })
  observer.observe(document, { childList: true, subtree: true })
}

/** In a browser that has never seen the page: scripts that it asks for until the map, compressed, and seconds of both visits. */
async function visitTwice(browser, url) {
  const context = await browser.newContext()
  const scripts = []
  context.on('request', (request) => {
    // What the service worker keeps for later visits is fetched afterwards.
    if (request.serviceWorker() === null && new URL(request.url()).pathname.endsWith('.js')) scripts.push(request)
  })
  try {
    const page = await context.newPage()
    await page.addInitScript(noteFirstMap, MAP)
    const cold = await visit(page, url)
    // As in e2e/weight.spec.ts: the map did not wait for what was asked for in its last moment.
    const last = cold.firstMapAt - LAST_MOMENT_MS
    const before = scripts.filter((request) => request.timing().startTime > 0 && request.timing().startTime < last)
    const bodies = await Promise.all(before.map(async (request) => (await (await request.response())?.body()) ?? ''))
    const bytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
    return { cold: cold.seconds, warm: (await visit(page, url)).seconds, bytes }
  } finally {
    await context.close()
  }
}

/** Medians, of the page that is built in dist. */
export async function timeFirstMap() {
  const server = await preview({ configFile: join(root, 'vite.config.ts'), root, preview: { port: 0 } })
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArgs })
  try {
    const visits = []
    for (let i = 0; i < VISITS; i++) visits.push(await visitTwice(browser, server.resolvedUrls.local[0]))
    const [cold, warm, bytes] = ['cold', 'warm', 'bytes'].map((what) => median(visits.map((one) => one[what])))
    return { cold, warm, bytes }
  } finally {
    await browser.close()
    await server.close()
  }
}
