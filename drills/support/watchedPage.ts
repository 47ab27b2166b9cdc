/** @file A page that is given files, and what is asked of it then: it stays awake, says one sentence, and goes on as before. */
import { type Browser, expect, type Page } from '@playwright/test'
import { waitUntilCurrent } from '../../e2e/support/comparisonPage'
import { watchErrors } from '../../e2e/support/errors'
import type { BytesBomb } from '../../src/testing/bombs/bomb'
import { greatestOf } from '../../tools/reliability/measured.mjs'
import { beginSilence, installHeartbeat, readSilence } from './heartbeat'
import { MemoryWatch } from './memory'
import { ProcessMemory } from './processMemory'
import { tryOften } from './trials'

export const DRILL = 'hostile-files'
export const MODEL = 'fashion-mnist-resnet-gelu-natural'

/** Without a word, or without being able to click: what people take for a page that hangs. */
export const LONGEST_MS = 2000
const LONGEST_WAIT_MS = 120_000
/** Of the heaps of page and engine, after the garbage was collected. */
export const MOST_HELD_MB = 48
const MB = 1024 * 1024

const NOTICES = ['file-notice', 'image-error', 'address-notice', 'data-set-error'].map(
  (testId) => `[data-testid="${testId}"]`,
)
export const SAID = NOTICES.map((notice) => `${notice} p, p${notice}`).join()
const SUMMARY = '[data-testid="data-set-summary"]'
const FOUND = '.opening-confirm'
export const SIGNS = {
  outcome: [...NOTICES, SUMMARY, FOUND].join(),
  progress: '.data-set-progress progress, [data-testid="file-reading"] progress',
  cancel: '.data-set-progress button, form .button, [data-testid="file-reading"] button, .dialog-close',
}

/** One line that begins with what it is about, and says no word of the code's own. */
export const SENTENCE = /^(?!.*(undefined|\[object|NaN|Error:|at https?:))["“A-Z][^\n]{15,700}$/

/** A page, and what watches it. */
export interface Watched {
  readonly page: Page
  readonly errors: string[]
  readonly memory: MemoryWatch
  readonly processes: ProcessMemory
  /** Megabytes on the heaps before anything was given. */
  held: number
  close: () => Promise<void>
}

export const VIEWS = { compare: 'Compare', evaluation: 'Evaluate' } as const
export type ShownView = keyof typeof VIEWS

export async function openPage(browser: Browser, view: ShownView): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const errors = watchErrors(page)
  const memory = await MemoryWatch.of(page)
  await installHeartbeat(page, SIGNS)
  await page.goto(`./?${new URLSearchParams({ backend: 'wasm', models: MODEL })}`)
  await waitUntilCurrent(page)
  const watched = { page, errors, memory, processes: await ProcessMemory.of(browser), held: 0 }
  for (let i = 0; i < 2; i++) await expectAlive(page)
  await show(page, view)
  return {
    ...watched,
    held: await heldBy(watched),
    async close() {
      watched.processes.stop()
      await context.close()
    },
  }
}

export async function heldBy({ memory }: Pick<Watched, 'memory'>): Promise<number> {
  const held = await memory.read()
  const bytes = ['worker heap bytes', 'worker buffer bytes', 'page heap bytes', 'tensor bytes']
  return bytes.reduce((sum, name) => sum + (held[name] ?? 0), 0) / MB
}

const show = (page: Page, view: ShownView) =>
  page.getByRole('button', { name: VIEWS[view], exact: true }).first().click()

/** Another image of the gallery gets its map. */
export async function expectAlive(page: Page): Promise<void> {
  await show(page, 'compare')
  const other = page.locator('.gallery button[aria-pressed="false"]').first()
  await other.click()
  await waitUntilCurrent(page, 30_000)
  await expect(page.locator('.model-heading[data-status="ready"]')).not.toHaveCount(0)
}

/** What a person sees of it: a sentence, or that it is open. */
async function outcomeOf(page: Page, before: string): Promise<string> {
  const told = await page.waitForFunction(
    ([said, summary, found, url]) => {
      const sentence = [...document.querySelectorAll(said)].map((p) => p.textContent).join(' ')
      if (sentence !== '') return sentence
      if (document.querySelector(`${summary}, ${found}`) !== null) return 'open'
      // The address names an image by its hash.
      return /image=sha256/.test(location.href) && location.href !== url ? 'open' : null
    },
    [SAID, SUMMARY, FOUND, before] as const,
    { timeout: LONGEST_WAIT_MS, polling: 50 },
  )
  return String(await told.jsonValue())
}

/** Puts the page back to where it was, as a person would. */
async function putAway(page: Page): Promise<void> {
  for (const button of await page.locator('dialog[open] .dialog-close').all()) await button.click()
  for (const button of await page.getByRole('button', { name: 'Dismiss' }).all()) await button.click()
  for (const button of await page.locator(`${SUMMARY} button`).all()) await button.click()
}

interface Figures extends Readonly<Record<string, number>> {
  readonly opened: number
  readonly blocked: number
  readonly silent: number
  readonly seconds: number
  readonly peak: number
  readonly held: number
}

/** Gives something to the page, and checks everything that is asked of it. */
export async function givenTo(
  watched: Watched,
  view: ShownView,
  give: (page: Page) => Promise<unknown>,
): Promise<Figures> {
  const { page, errors, processes } = watched
  await show(page, view)
  const before = page.url()
  processes.peak()
  const [base, began] = [processes.sample(), Date.now()]
  await beginSilence(page)
  await give(page)
  const outcome = await outcomeOf(page, before)
  const seconds = (Date.now() - began) / 1000
  const { blocked, silent } = await readSilence(page)
  const peak = processes.peak() - base
  if (outcome !== 'open') expect(outcome).toMatch(SENTENCE)
  await putAway(page)
  await expectAlive(page)
  expect(errors.splice(0), 'errors that nobody was told of').toEqual([])
  const held = (await heldBy(watched)) - watched.held
  expect(blocked, 'ms in which nobody could click').toBeLessThan(LONGEST_MS)
  expect(silent, 'ms without a word or progress that can be cancelled').toBeLessThan(LONGEST_MS)
  expect(held, `megabytes that are held (${outcome.slice(0, 100)})`).toBeLessThan(MOST_HELD_MB)
  return { opened: Number(outcome === 'open'), blocked, silent, seconds, peak, held }
}

/** A page that is used until something does not hold. */
class LastingPage {
  private watched: Watched | null = null

  constructor(private readonly open: () => Promise<Watched>) {}

  /** Tries once more what was too slow, as something else may have had the processor. */
  async use(work: (watched: Watched) => Promise<Figures>): Promise<Figures> {
    try {
      return await this.attempt(work)
    } catch (error) {
      if (!/nobody could click|without a word/.test((error as Error).message)) throw error
      return this.attempt(work)
    }
  }

  private async attempt(work: (watched: Watched) => Promise<Figures>): Promise<Figures> {
    this.watched ??= await this.open()
    try {
      return await work(this.watched)
    } catch (error) {
      await this.close()
      throw error
    }
  }

  async close(): Promise<void> {
    await this.watched?.close()
    this.watched = null
  }
}

const detail = (measured: Parameters<typeof greatestOf>[0]) => {
  const most = (name: string) => greatestOf(measured, name)
  return `at most ${most('seconds').toFixed(1)} s; blocked for ${most('blocked').toFixed(0)} ms, silent for ${most('silent').toFixed(0)} ms, ${most('peak').toFixed(0)} MB meanwhile, ${most('held').toFixed(0)} MB after`
}

/** @param perPage how many share a page */
export async function tryAll<Bomb extends BytesBomb>(
  what: string,
  bombs: readonly Bomb[],
  open: () => Promise<Watched>,
  give: (watched: Watched, bomb: Bomb, index: number) => Promise<Figures>,
  perPage = Number.POSITIVE_INFINITY,
): Promise<void> {
  const page = new LastingPage(open)
  try {
    await tryOften({
      drill: DRILL,
      what,
      times: bombs.length,
      detail,
      async trial(_, index) {
        const bomb = bombs[index % bombs.length] as Bomb
        if (index % perPage === 0) await page.close()
        try {
          return await page.use((watched) => give(watched, bomb, index))
        } catch (error) {
          throw new Error(`${bomb.name}: ${(error as Error).message}`)
        }
      },
    })
  } finally {
    await page.close()
  }
}
