/**
 * @file Chromium and Firefox, in normal and private windows, with a cross-origin isolated page and without: every start ends
 * in a map, also where Firefox's threads never begin; in Firefox then an attack and a short training.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type PlainServer, servePlainly } from '../e2e/support/plainServer'
import { greatestOf, meanOf, sumOf } from '../tools/reliability/measured.mjs'
import { HEADERS } from '../tools/securityHeaders.mjs'
import { startChromium } from './support/chromium'
import { type Firefox, type FirefoxPage, startedPage, startFirefox } from './support/firefox'
import type { StartedBrowser, StartedPage } from './support/startedBrowser'
import { tryOften } from './support/trials'

const DRILL = 'browsers'
const MODELS = 'fashion-mnist-resnet-gelu-natural'
/** The clock of a start whose threads hang, one more start, and a busy machine. */
const LONGEST_START_MS = 60_000
const PATIENCE = { timeout: LONGEST_START_MS, polling: 50 }
/** Has the engine try threads, which it does not in Firefox, nor on a machine of two cores. */
const WITH_THREADS = `Object.defineProperties(navigator, { hardwareConcurrency: { value: 4 }, userAgent: { value: '' } });\n`

const engineWorkers = () =>
  readdirSync(join(import.meta.dirname, '..', 'dist', 'assets')).filter((name) => /^engine\.worker.*\.js$/.test(name))

/** Without the headers the page isolates itself from its second visit on, by its service worker. */
const KINDS = [
  ['isolated', true, false],
  ['without the headers that isolate', false, false],
  ['isolated, where threads are tried all the same', true, true],
] as const

async function serve(isIsolated: boolean, withThreads: boolean): Promise<PlainServer> {
  const server = await servePlainly('/', isIsolated ? HEADERS : {})
  if (withThreads)
    for (const name of engineWorkers()) server.changed.set(`assets/${name}`, (text) => WITH_THREADS + text)
  return server
}

const untilShown = (page: FirefoxPage, selector: string) =>
  page.waitForFunction((wanted) => document.querySelector(wanted as string) !== null, PATIENCE, selector)

const MAP = '[data-testid="gradient-l1"]'
const BADGE = '[data-testid="backend-badge"]'

async function start(page: StartedPage, url: string) {
  const began = Date.now()
  await page.open(`${url}?models=${MODELS}`)
  await page.untilShown(MAP, LONGEST_START_MS)
  const seconds = (Date.now() - began) / 1000
  // A page that is not isolated yet loads once more by itself.
  await page.untilShown(BADGE, LONGEST_START_MS)
  const badge = await page.textOf(BADGE)
  expect(badge).toContain('WebAssembly')
  return {
    seconds,
    threaded: Number(/[2-9] threads/.test(badge)),
    gaveUp: Number(badge.includes('threads did not start')),
  }
}

const startsIn = (browser: StartedBrowser, url: string, what: string) =>
  tryOften({
    drill: DRILL,
    what: `${what}: starts`,
    times: 50,
    async trial() {
      const page = await browser.newPage()
      try {
        return await start(page, url)
      } finally {
        await page.close()
      }
    },
    detail: (measured) =>
      `first map after ${meanOf(measured, 'seconds').toFixed(1)} s, at most ${greatestOf(measured, 'seconds').toFixed(1)} s; ${sumOf(measured, 'threaded')} with threads, ${sumOf(measured, 'gaveUp')} whose threads did not start`,
  })

for (const isPrivate of [false, true]) {
  for (const [kind, isIsolated, withThreads] of KINDS) {
    const where = `${isPrivate ? 'private' : 'normal'} windows, ${kind}`

    test(`Chromium, ${where}`, async () => {
      const server = await serve(isIsolated, withThreads)
      const browser = await startChromium(isPrivate)
      try {
        await startsIn(browser, server.url, `Chromium, ${where}`)
      } finally {
        await browser.close()
        await server.close()
      }
    })

    test(`Firefox, ${where}`, async () => {
      const server = await serve(isIsolated, withThreads)
      const firefox = await startFirefox(isPrivate)
      const what = `Firefox, ${where}`
      try {
        const browser = { newPage: () => startedPage(firefox), close: () => firefox.close() }
        await startsIn(browser, server.url, what)
        await tryOften({
          drill: DRILL,
          what: `${what}: an attack and a training`,
          times: 1,
          trial: () => withPage(firefox, (page) => attackAndTrain(page, server.url)),
        })
      } finally {
        await firefox.close()
        await server.close()
      }
    })
  }
}

async function withPage<Value>(firefox: Firefox, use: (page: FirefoxPage) => Promise<Value>): Promise<Value> {
  const page = await firefox.newPage()
  try {
    await page.setViewport({ width: 1440, height: 900 })
    return await use(page)
  } finally {
    await page.close()
  }
}

async function attackAndTrain(page: FirefoxPage, url: string): Promise<void> {
  await page.goto(`${url}?models=${MODELS}`, { waitUntil: 'domcontentloaded' })
  await untilShown(page, `[data-testid="cell-attacked-${MODELS}"] [data-testid="verdict"]`)
  const loss = `[data-testid="cell-perturbation-${MODELS}"] [data-testid="attacked-loss"]`
  expect(
    Number(await page.evaluate((wanted) => document.querySelector(wanted)?.getAttribute('value'), loss)),
  ).toBeGreaterThan(0)

  await page.goto(`${url}?models=${MODELS}&view=training&training.steps=4&training.batchSize=4`, {
    waitUntil: 'domcontentloaded',
  })
  await page.waitForFunction(
    () =>
      document.querySelector<HTMLButtonElement>('[data-testid="training-controls"] .button.is-primary')?.disabled ===
      false,
    PATIENCE,
  )
  await page.evaluate(() =>
    document.querySelector<HTMLButtonElement>('[data-testid="training-controls"] .button.is-primary')?.click(),
  )
  await page.waitForFunction(
    () => Number(document.querySelector('[data-testid="training-run"]')?.getAttribute('data-step')) >= 4,
    PATIENCE,
  )
}
