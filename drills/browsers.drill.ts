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
import { attackAndTrain, attackAndTrainOnWebgpu, start, startBlocked } from './support/browserTrials'
import { startChromium } from './support/chromium'
import { startFirefox } from './support/firefox'
import type { StartedBrowser, StartedPage } from './support/startedBrowser'
import { type Figures, tryOften } from './support/trials'
import { startWebkit } from './support/webkit'

const DRILL = 'browsers'
/** Has the engine try all threads, which it does not on a machine of two cores. */
const ON_FOUR_CORES = `Object.defineProperty(navigator, 'hardwareConcurrency', { value: 4 });\n`
/** No timer of the engine's own can end this. */
const BLOCKED = `${ON_FOUR_CORES}self.Worker = class { constructor() { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) } };\n`

const engineWorkers = () =>
  readdirSync(join(import.meta.dirname, '..', 'dist', 'assets')).filter((name) => /^engine\.worker.*\.js$/.test(name))

interface Tried {
  readonly name: string
  readonly times: number
  readonly trial: (page: StartedPage, url: string) => Promise<Figures>
  readonly detail: (measured: Measured) => string
}

const seconds = (measured: Measured) =>
  `${meanOf(measured, 'seconds').toFixed(1)} s, at most ${greatestOf(measured, 'seconds').toFixed(1)} s`

const STARTS: Tried = {
  name: 'starts',
  times: 50,
  trial: start,
  detail: (measured) =>
    `first map after ${seconds(measured)}; ${sumOf(measured, 'threaded')} with threads, ${sumOf(measured, 'gaveUp')} whose threads did not start`,
}

const STARTS_BLOCKED: Tried = { ...STARTS, times: 5, trial: startBlocked }

const ATTACK_AND_TRAINING: Tried = {
  name: 'an attack and a training',
  times: 10,
  trial: attackAndTrain,
  detail: seconds,
}

const ON_WEBGPU: Tried = {
  ...ATTACK_AND_TRAINING,
  trial: attackAndTrainOnWebgpu,
  detail: (measured) =>
    `${seconds(measured)}; loss after the attack within ${greatestOf(measured, 'difference').toExponential(0)} of WebAssembly’s`,
}

interface Kind {
  readonly name: string
  readonly isIsolated: boolean
  /** Put before the engine's script. */
  readonly prelude?: string
  readonly tried: readonly Tried[]
}

/** Without the headers the page isolates itself from its second visit on, by its service worker. */
const KINDS: readonly Kind[] = [
  { name: 'isolated', isIsolated: true, tried: [STARTS, ATTACK_AND_TRAINING] },
  { name: 'without the headers that isolate', isIsolated: false, tried: [STARTS, ATTACK_AND_TRAINING] },
  {
    name: 'isolated, as on four cores',
    isIsolated: true,
    prelude: ON_FOUR_CORES,
    tried: [STARTS, ATTACK_AND_TRAINING],
  },
  {
    name: 'isolated, as on four cores, where a thread blocks the engine',
    isIsolated: true,
    prelude: BLOCKED,
    tried: [STARTS_BLOCKED],
  },
]

const BROWSERS: readonly (readonly [string, (isPrivate: boolean, withThreads: boolean) => Promise<StartedBrowser>])[] =
  [
    ['Chromium', startChromium],
    ['Firefox', (isPrivate) => startFirefox(isPrivate)],
    ['WebKit', startWebkit],
  ]

/** Firefox on Linux has it once it is asked to. */
const FIREFOX_WEBGPU = {
  'dom.webgpu.enabled': true,
  'dom.webgpu.workers.enabled': true,
  'gfx.webgpu.ignore-blocklist': true,
}

async function serve({ isIsolated, prelude }: Kind): Promise<PlainServer> {
  const server = await servePlainly('/', isIsolated ? HEADERS : {})
  if (prelude !== undefined)
    for (const name of engineWorkers()) server.changed.set(`assets/${name}`, (text) => prelude + text)
  return server
}

function drillOf(
  what: string,
  kind: Kind,
  { times, trial, detail }: Tried,
  startBrowser: () => Promise<StartedBrowser>,
) {
  test(what, async () => {
    const server = await serve(kind)
    const browser = await startBrowser()
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

for (const isPrivate of [false, true]) {
  const windows = `${isPrivate ? 'private' : 'normal'} windows`
  for (const kind of KINDS) {
    for (const [browserName, startBrowser] of BROWSERS) {
      for (const tried of kind.tried) {
        drillOf(`${browserName}, ${windows}, ${kind.name}: ${tried.name}`, kind, tried, () =>
          startBrowser(isPrivate, kind.prelude !== undefined),
        )
      }
    }
  }
  const [isolated] = KINDS as [Kind]
  drillOf(`Firefox, ${windows}, isolated, on WebGPU: ${ON_WEBGPU.name}`, isolated, ON_WEBGPU, () =>
    startFirefox(isPrivate, FIREFOX_WEBGPU),
  )
}
