/**
 * @file A server that stalls, cuts off, fails, or sends something else, for each kind of file that the page fetches: within
 * a minute one sentence says so and what to do, and what it advises works once the server behaves.
 */
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'
import { openSettings } from '../e2e/support/comparisonPage'
import { greatestOf } from '../tools/reliability/measured.mjs'
import { FAULTS, type Fault, type MisbehavingServer, serveBadly } from './support/misbehavingServer'
import { tryOften } from './support/trials'

const DRILL = 'server'
const MODEL = 'fashion-mnist-resnet-gelu-natural'
/** The longest that a person waits for the sentence. */
const CLOCK_MS = 90_000
const REMEDY = /\b(retry|again|reload|check|choose|fetch|save)/i

interface FetchedFile {
  readonly what: string
  readonly path: RegExp
  readonly address?: Readonly<Record<string, string>>
  /** Has the page fetch it, where opening the page does not. */
  readonly ask?: (page: Page) => Promise<void>
  /** Where the sentence is. */
  readonly sentence: (page: Page) => Locator
  /** What the sentence advises; without it, the page is reloaded. */
  readonly remedy?: (page: Page) => Promise<void>
  /** What is there in the end. */
  readonly wanted: (page: Page) => Locator
  /** What the page can bear without a sentence. */
  readonly harmless?: readonly Fault[]
}

const heading = (page: Page) => page.getByTestId(`model-${MODEL}`)
const map = (page: Page) => page.getByTestId('gradient-l1')
const button = (scope: Locator, name: string | RegExp) => scope.getByRole('button', { name }).first()
const loading = (page: Page) => page.locator('#root .loading-note')
const alert = (page: Page) => page.getByTestId('backend-alert')
/** Where one backend does not start, the next one goes on, and the badge says why. */
const alertOrBadge = (page: Page) => alert(page).or(page.getByTestId('backend-badge'))
const retryEngine = (page: Page) => button(alert(page), 'Try again').click()
const retryHeading = (page: Page) => button(heading(page), 'Retry').click()

async function startEvaluation(page: Page): Promise<void> {
  await openSettings(page)
  await page.getByTestId('attack').selectOption('fgsm', { timeout: CLOCK_MS })
  await page.getByTestId('epsilons').fill('8')
  await page.getByLabel('How many').fill('16')
  await page.getByLabel('Check for signs of a failing attack').uncheck()
  await button(page.getByTestId('run-controls'), 'Start').click({ timeout: CLOCK_MS })
}

const FILES: readonly FetchedFile[] = [
  {
    what: 'the page’s code',
    path: /^assets\/index-[^/]*\.js$/,
    sentence: loading,
    remedy: (page) => loading(page).getByRole('link', { name: 'reload the page' }).click(),
    wanted: map,
  },
  {
    what: 'the page’s styles',
    path: /^assets\/index-[^/]*\.css$/,
    sentence: (page) => loading(page).or(page.getByTestId('file-notice')),
    wanted: map,
  },
  {
    what: 'the engine’s code',
    path: /^assets\/engine\.worker-[^/]*\.js$/,
    sentence: alert,
    remedy: retryEngine,
    wanted: map,
  },
  {
    what: 'a part of the engine’s code',
    path: /^assets\/wasmStart-[^/]*\.js$/,
    sentence: alertOrBadge,
    wanted: map,
  },
  {
    what: 'the engine’s WebAssembly',
    path: /^assets\/tfjs-backend-wasm[^/]*\.wasm$/,
    sentence: alertOrBadge,
    wanted: map,
  },
  {
    what: 'a view’s code',
    path: /^assets\/EvaluationView-[^/]*\.js$/,
    address: { view: 'evaluation' },
    sentence: (page) => page.getByTestId('view-error'),
    remedy: (page) => button(page.getByTestId('view-error'), 'Show again').click(),
    wanted: (page) => page.getByTestId('run-controls'),
  },
  {
    what: 'an evaluation’s code in the engine',
    path: /^assets\/evaluator-[^/]*\.js$/,
    address: { view: 'evaluation' },
    ask: startEvaluation,
    sentence: (page) => page.getByTestId('run-controls').locator('.error'),
    remedy: (page) => button(page.getByTestId('run-controls'), /Resume|Retry|Start/).click(),
    wanted: (page) => page.locator('[data-testid="run"][data-status="done"]'),
  },
  { what: 'a manifest', path: /manifest-[^/]*\.json$/, sentence: heading, remedy: retryHeading, wanted: map },
  { what: 'weights', path: /\.safetensors$/, sentence: heading, remedy: retryHeading, wanted: map },
  {
    what: 'an image of the gallery',
    path: /^images\/fashion-mnist\/[^/]*\.png$/,
    sentence: (page) => page.getByTestId('image-error'),
    remedy: (page) => page.locator('.gallery button:has(img[src*="fashion-mnist"])').first().click(),
    wanted: map,
  },
  {
    what: 'the built-in data set',
    path: /^data\/fashion-mnist\/images\.bin$/,
    address: { view: 'evaluation' },
    ask: startEvaluation,
    sentence: (page) => page.getByTestId('run-controls').locator('.error'),
    remedy: (page) => button(page.getByTestId('run-controls'), /Resume|Retry|Start/).click(),
    wanted: (page) => page.locator('[data-testid="run"][data-status="done"]'),
  },
  {
    what: 'a training log',
    path: /training-log-[^/]*\.jsonl$/,
    address: { card: MODEL },
    sentence: (page) => page.getByRole('dialog').getByRole('alert'),
    remedy: (page) => button(page.getByRole('dialog'), 'Retry').click(),
    wanted: (page) => page.getByTestId('training-curves'),
  },
]

/** Pages that wait at once. */
const AT_ONCE = 3

async function tryFault(page: Page, server: MisbehavingServer, file: FetchedFile, fault: Fault): Promise<number> {
  const { address = {}, ask, sentence, remedy, wanted, harmless = ['begins late'] } = file
  page.setDefaultTimeout(CLOCK_MS)
  server.misbehave(fault, file.path)
  const began = Date.now()
  const url = `${server.url}?${new URLSearchParams({ backend: 'wasm', models: MODEL, ...address })}`
  await page.goto(url, { waitUntil: 'commit' })
  await ask?.(page)
  let text = ''
  if (!harmless.includes(fault)) {
    await expect(sentence(page).first()).toHaveText(REMEDY, { timeout: CLOCK_MS })
    await expect(sentence(page).first()).toBeVisible()
    text = (await sentence(page).first().innerText()).trim()
  }
  const seconds = (Date.now() - began) / 1000
  console.log(`  ${file.what}, ${seconds.toFixed(1)} s: ${text.replaceAll('\n', ' ')}`)
  await expect.poll(() => server.faults(), { message: 'the file was asked for' }).toBeGreaterThan(0)
  server.behave()
  const advised = remedy ?? ((reloaded: Page) => reloaded.reload())
  if (text !== '') await advised(page)
  // Browsers keep code that could not be read: "or else reload the page".
  if (text.includes('or else reload')) {
    const isThere = await wanted(page)
      .first()
      .waitFor({ timeout: 20_000 })
      .then(() => true)
      .catch(() => false)
    if (!isThere) {
      await page.reload()
      await ask?.(page)
    }
  }
  await expect(wanted(page).first()).toBeVisible({ timeout: CLOCK_MS })
  return seconds
}

async function tryInBrowser(browser: Browser, file: FetchedFile, fault: Fault) {
  const server = await serveBadly()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' })
  try {
    return { seconds: await tryFault(await context.newPage(), server, file, fault) }
  } finally {
    await context.close()
    await server.close()
  }
}

for (const fault of Object.keys(FAULTS) as Fault[]) {
  test(`the server ${fault}`, async ({ browser }) => {
    const waiting = FILES.map((file) => async () => {
      await tryOften({
        drill: DRILL,
        what: `${file.what}: the server ${fault}`,
        times: 1,
        trial: () => tryInBrowser(browser, file, fault),
        detail: (measured) => `said after ${greatestOf(measured, 'seconds').toFixed(0)} s`,
      }).catch((error: unknown) => failures.push(error))
    })
    const failures: unknown[] = []
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next()
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    expect(failures).toEqual([])
  })
}
