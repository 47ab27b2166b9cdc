/**
 * @file Chromium, Firefox and WebKit, in normal and private windows, with a cross-origin isolated page and without: every
 * start ends in a map, also where threads never begin, and every attack and short training in its result.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@playwright/test'
import { type PlainServer, servePlainly } from '../e2e/support/plainServer'
import { greatestOf, type Measured, meanOf, sumOf } from '../tools/reliability/measured.mjs'
import { HEADERS } from '../tools/securityHeaders.mjs'
import { attackAndTrain, start } from './support/browserTrials'
import { startChromium } from './support/chromium'
import { startFirefox } from './support/firefox'
import type { StartedBrowser, StartedPage } from './support/startedBrowser'
import { type Figures, tryOften } from './support/trials'
import { startWebkit } from './support/webkit'

const DRILL = 'browsers'
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

const BROWSERS: readonly (readonly [string, (isPrivate: boolean, withThreads: boolean) => Promise<StartedBrowser>])[] =
  [
    ['Chromium', startChromium],
    ['Firefox', startFirefox],
    ['WebKit', startWebkit],
  ]

interface Tried {
  readonly name: string
  readonly times: number
  readonly trial: (page: StartedPage, url: string) => Promise<Figures>
  readonly detail: (measured: Measured) => string
}

const TRIED: readonly Tried[] = [
  {
    name: 'starts',
    times: 50,
    trial: start,
    detail: (measured) =>
      `first map after ${meanOf(measured, 'seconds').toFixed(1)} s, at most ${greatestOf(measured, 'seconds').toFixed(1)} s; ${sumOf(measured, 'threaded')} with threads, ${sumOf(measured, 'gaveUp')} whose threads did not start`,
  },
  {
    name: 'an attack and a training',
    times: 10,
    trial: attackAndTrain,
    detail: (measured) =>
      `${meanOf(measured, 'seconds').toFixed(1)} s, at most ${greatestOf(measured, 'seconds').toFixed(1)} s`,
  },
]

async function serve(isIsolated: boolean, withThreads: boolean): Promise<PlainServer> {
  const server = await servePlainly('/', isIsolated ? HEADERS : {})
  if (withThreads)
    for (const name of engineWorkers()) server.changed.set(`assets/${name}`, (text) => WITH_THREADS + text)
  return server
}

for (const isPrivate of [false, true]) {
  for (const [kind, isIsolated, withThreads] of KINDS) {
    for (const [browserName, startBrowser] of BROWSERS) {
      for (const { name, times, trial, detail } of TRIED) {
        const what = `${browserName}, ${isPrivate ? 'private' : 'normal'} windows, ${kind}: ${name}`
        test(what, async () => {
          const server = await serve(isIsolated, withThreads)
          const browser = await startBrowser(isPrivate, withThreads)
          const inItsPage = async () => {
            const page = await browser.newPage()
            try {
              return await trial(page, server.url)
            } finally {
              await page.close()
            }
          }
          try {
            await tryOften({ drill: DRILL, what, times, trial: inItsPage, detail })
          } finally {
            await browser.close()
            await server.close()
          }
        })
      }
    }
  }
}
