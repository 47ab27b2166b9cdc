/**
 * @file The browser's storage is missing, refuses, never answers, is full, or is thrown out in the middle of an evaluation or
 * a fine-tuning, also in the middle of a write: the run ends with the same numbers, the page says in one sentence what is
 * not kept, and what can be kept is.
 */
import { isDeepStrictEqual } from 'node:util'
import { type Browser, type CDPSession, expect, type Page, test } from '@playwright/test'
import { holdWrite, isHolding, letWrite, untilHeld, watchWrites, writesOf } from './support/heldWrite'
import { longTraining, SCENARIOS, type Scenario } from './support/scenarios'
import { tryOften } from './support/trials'

const DRILL = 'storage'

interface Broken {
  readonly name: string
  /** Runs in the page before its scripts. */
  readonly before?: () => void
  /** At a random moment of the run. */
  readonly whileRunning?: (page: Page) => Promise<void>
  /** In the middle of a random write of the run. */
  readonly whileWriting?: (page: Page) => Promise<void>
  /** What the page says; null: nothing, as all of it is kept in the end. */
  readonly says: (what: string) => RegExp | null
}

const notKept = (what: string) =>
  new RegExp(`^The browser does not keep ${what} \\(.+\\), so that it is lost with the page; export .+\\.$`)
const noSpace = (what: string) =>
  new RegExp(
    `^The browser has no space left for ${what}, which is lost with the page; export .+, or delete earlier runs or models\\.$`,
  )

/** One for each page: a quota that one session sets is not lifted by another. */
const sessions = new WeakMap<Page, Promise<CDPSession>>()

function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, session)
  return session
}

const originOf = (page: Page) => new URL(page.url()).origin

/** As a browser does that is short of space, or a person who clears the site's data. */
async function throwOut(page: Page): Promise<void> {
  const session = await sessionOf(page)
  await session.send('Storage.clearDataForOrigin', { origin: originOf(page), storageTypes: 'indexeddb' })
}

/** @param quotaSize in bytes; without it, as much as usual */
async function limitSpace(page: Page, quotaSize?: number): Promise<void> {
  const session = await sessionOf(page)
  const limit = quotaSize === undefined ? {} : { quotaSize }
  await session.send('Storage.overrideQuotaForOrigin', { origin: originOf(page), ...limit })
}

const fill = (page: Page) => limitSpace(page, 1)

const BROKEN: readonly Broken[] = [
  {
    name: 'missing',
    before: () => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }),
    says: notKept,
  },
  {
    name: 'refused, as in some private windows',
    before: () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      }
    },
    says: notKept,
  },
  {
    name: 'silent',
    before: () => {
      IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest
    },
    says: notKept,
  },
  { name: 'full', whileRunning: fill, says: noSpace },
  { name: 'full in the middle of a write', whileWriting: fill, says: noSpace },
  { name: 'thrown out', whileRunning: throwOut, says: () => null },
  { name: 'thrown out in the middle of a write', whileWriting: throwOut, says: () => null },
]

interface Written {
  readonly scenario: Scenario
  /** As the page's sentences name it. */
  readonly words: string
  readonly controls: string
  /** What it found, as the page shows it. */
  readonly found: (page: Page) => Promise<string[]>
}

const WRITTEN: readonly Written[] = [
  {
    scenario: SCENARIOS.find(({ name }) => name === 'an evaluation') as Scenario,
    words: 'this run',
    controls: 'run-controls',
    found: (page) => page.getByTestId('result-table').locator('tbody tr').allTextContents(),
  },
  {
    // Kept every third step, and before the first.
    scenario: longTraining(12),
    words: 'this training',
    controls: 'training-controls',
    // In full precision, so that other weights would show.
    found: (page) =>
      page
        .locator('[data-testid^="row-"] data')
        .evaluateAll((all) => all.map((one) => one.getAttribute('value') ?? '')),
  },
]

/** What is done is written a moment after the page has shown it. */
const LAST_WRITE_MS = 15_000

interface Finished {
  readonly found: string[]
  /** Null where the browser does not keep it. */
  readonly kept: unknown
  readonly writes: number
}

async function finish(page: Page, { scenario, found }: Written, isKept: boolean): Promise<Finished> {
  await scenario.untilDone(page)
  const shown = await found(page)
  expect(shown.length).toBeGreaterThan(0)
  return { found: shown, kept: isKept ? await scenario.result(page) : null, writes: await writesOf(page) }
}

/**
 * @param write the number of the one in which it happens, from 0 on
 * @returns null if the run was done before that write
 */
async function run(
  page: Page,
  written: Written,
  broken: Partial<Broken>,
  write = 0,
  waitMs = 0,
): Promise<Finished | null> {
  const { scenario } = written
  const { before, whileRunning, whileWriting, says } = broken
  if (before) await page.addInitScript(before)
  await watchWrites(page)
  await page.goto(`./?${new URLSearchParams({ backend: 'wasm', ...scenario.address })}`)
  await scenario.prepare(page)
  if (whileWriting) await holdWrite(page, write)
  await scenario.begin(page)
  if (whileRunning) {
    await page.waitForTimeout(waitMs)
    await whileRunning(page)
  }
  if (whileWriting) {
    const untilWritten = async () => {
      await scenario.untilDone(page)
      await page.waitForTimeout(LAST_WRITE_MS)
      return isHolding(page)
    }
    const isHeld = await Promise.race([untilHeld(page), untilWritten()])
    if (!isHeld) return null
    await whileWriting(page)
    await letWrite(page)
  }
  return finish(page, written, says === undefined || says('') === null)
}

/** The same in a context of its own. A quicker run is done before the write: an earlier one is taken. */
async function finishedIn(
  browser: Browser,
  written: Written,
  broken: Partial<Broken>,
  write = 0,
  waitMs = 0,
): Promise<{ readonly page: Page; readonly finished: Finished }> {
  const page = await browser.newPage()
  try {
    const finished = await run(page, written, broken, write, waitMs)
    if (finished !== null) return { page, finished }
  } catch (error) {
    await page.context().close()
    throw error
  }
  await page.context().close()
  if (write === 0) throw new Error('The run was done before its first write.')
  return finishedIn(browser, written, broken, Math.floor(write / 2), waitMs)
}

async function undisturbedIn(browser: Browser, written: Written): Promise<Finished> {
  const { page, finished } = await finishedIn(browser, written, {})
  await page.context().close()
  return finished
}

for (const broken of BROKEN) {
  for (const written of WRITTEN) {
    const { scenario, words, controls } = written
    const what = `IndexedDB ${broken.name}, in ${scenario.name}`
    test(what, async ({ browser }) => {
      let undisturbed: Finished | null = null
      await tryOften({
        drill: DRILL,
        what,
        times: 10,
        trial: async (random) => {
          undisturbed ??= await undisturbedIn(browser, written)
          const wait = 500 * random.uniform()
          const write = random.integer(undisturbed.writes)
          const { page, finished } = await finishedIn(browser, written, broken, write, wait)
          try {
            expect(finished.found).toEqual(undisturbed.found)
            const said = page.getByTestId(controls).locator('.note')
            const sentence = broken.says(words)
            const { kept } = undisturbed
            const isFull = broken.name.startsWith('full')
            const isSaid = async () =>
              sentence !== null && (await said.allTextContents()).some((text) => sentence.test(text))
            // A write that has begun may still find space, and be the last.
            const isKept = async () => isFull && isDeepStrictEqual(await scenario.result(page), kept)
            if (sentence !== null) {
              await expect.poll(async () => (await isSaid()) || (await isKept()), sentence.source).toBe(true)
            }
            if (isFull) {
              await limitSpace(page)
              await showAgain(page)
              await expect(said).toHaveCount(0)
            } else if (sentence !== null) return
            // It is kept again, and shown after a reload.
            await expect.poll(() => scenario.result(page)).toEqual(kept)
            await page.reload()
            await scenario.untilDone(page)
            expect(await written.found(page)).toEqual(undisturbed.found)
          } finally {
            await page.context().close()
          }
        },
      })
    })
  }
}

/** As a person does who was in another tab meanwhile. */
const showAgain = (page: Page) => page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')))
