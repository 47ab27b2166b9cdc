/**
 * @file The browser's storage is missing, refuses, never answers, is full, or is thrown out in the middle of an evaluation:
 * the run ends with the same numbers, and the page says in one sentence what is not kept.
 */
import { expect, type Page, test } from '@playwright/test'
import { SCENARIOS, type Scenario } from './support/scenarios'
import { tryOften } from './support/trials'

const DRILL = 'storage'
const evaluation = SCENARIOS.find(({ name }) => name === 'an evaluation') as Scenario

interface Broken {
  readonly name: string
  /** Runs in the page before its scripts. */
  readonly before?: () => void
  readonly whileRunning?: (page: Page) => Promise<void>
  /** What the page says; null: nothing, as all of it is kept in the end. */
  readonly says: RegExp | null
}

const NOT_KEPT = /^The browser does not keep this run \(.+\), so that it is lost with the page; export what it found\.$/

/** As a browser does that is short of space, or a person who clears the site's data. */
async function throwOut(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', {
    origin: new URL(page.url()).origin,
    storageTypes: 'indexeddb',
  })
  await session.detach()
}

const BROKEN: readonly Broken[] = [
  {
    name: 'missing',
    before: () => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }),
    says: NOT_KEPT,
  },
  {
    name: 'refused, as in some private windows',
    before: () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      }
    },
    says: NOT_KEPT,
  },
  {
    name: 'silent',
    before: () => {
      IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest
    },
    says: NOT_KEPT,
  },
  {
    name: 'full',
    whileRunning: (page) =>
      page.evaluate(() => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
        }
      }),
    says: /^The browser has no space left for this run, which is lost with the page; export what it found, or delete earlier runs or models\.$/,
  },
  {
    name: 'thrown out',
    whileRunning: throwOut,
    says: null,
  },
]

const readTable = (page: Page): Promise<string[]> =>
  page.getByTestId('result-table').locator('tbody tr').allTextContents()

async function run(page: Page, random: () => number, { before, whileRunning }: Partial<Broken>): Promise<string[]> {
  if (before) await page.addInitScript(before)
  await page.goto(`./?${new URLSearchParams({ backend: 'wasm', ...evaluation.address })}`)
  await evaluation.prepare(page)
  await evaluation.begin(page)
  if (whileRunning) {
    await page.waitForTimeout(500 * random())
    await whileRunning(page)
  }
  await evaluation.untilDone(page)
  return readTable(page)
}

for (const broken of BROKEN) {
  const what = `IndexedDB ${broken.name}`
  test(what, async ({ browser }) => {
    let undisturbed: string[] | null = null
    await tryOften({
      drill: DRILL,
      what,
      times: 10,
      trial: async (random) => {
        const context = await browser.newContext()
        undisturbed ??= await run(await context.newPage(), () => 0, {})
        const page = await context.newPage()
        expect(await run(page, () => random.uniform(), broken)).toEqual(undisturbed)
        const notes = page.getByTestId('run-controls').locator('.note')
        if (broken.says !== null) await expect(notes).toHaveText(broken.says, { timeout: 15_000 })
        else {
          // It is kept again once it is done, and shown after a reload.
          await page.waitForTimeout(1000)
          await page.reload()
          await evaluation.untilDone(page)
          expect(await readTable(page)).toEqual(undisturbed)
        }
        await context.close()
      },
    })
  })
}
