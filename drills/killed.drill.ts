/**
 * @file The tab is killed at random steps of a training and of an evaluation, and its worker dies without a word: what was
 * kept goes on to the same result, bit by bit.
 */
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import type { Rng } from '../src/engine/random'
import { type Measured, sumOf } from '../tools/reliability/measured.mjs'
import { killWorker, prepareLosses, readDrill } from './support/losingEngine'
import { longEvaluation, longTraining, type Scenario } from './support/scenarios'
import { tryOften } from './support/trials'
import { undisturbedResult } from './support/undisturbedResult'

const DRILL = 'killed'
/** Longer than an engine may be silent. */
const SILENT_MS = 130_000
const SILENT = /^The engine did not answer for 12\d seconds and was started again/
const KILLS = 10

interface Killed {
  readonly scenario: Scenario
  /** A figure on the page that grows with the run, such as its steps, and where the run ends. */
  readonly progress: (page: Page) => Promise<number>
  readonly end: number
}

const whenDone = (page: Page) => page.locator('[data-status="done"][data-testid$="run"]')

const STEPS = 24
const IMAGES = 192

const KILLED: readonly Killed[] = [
  {
    scenario: longTraining(STEPS),
    progress: async (page) => Number(await page.getByTestId('training-run').getAttribute('data-step')),
    end: STEPS,
  },
  {
    scenario: longEvaluation(IMAGES),
    async progress(page) {
      const bar = page.getByTestId('run-controls').locator('progress')
      const shares = await bar.evaluateAll((all) => (all as HTMLProgressElement[]).map(({ value, max }) => value / max))
      // What is done has none.
      return 100 * (shares[0] ?? ((await whenDone(page).isVisible()) ? 1 : 0))
    },
    end: 100,
  },
]

async function open(context: BrowserContext, { address }: Scenario, hasClock = false): Promise<Page> {
  const page = await context.newPage()
  if (hasClock) await page.clock.install()
  await prepareLosses(page)
  await page.goto(`./?${new URLSearchParams({ backend: 'wasm', ...address })}`)
  if (hasClock) await page.clock.resume()
  return page
}

/** As the browser does when it is out of memory. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash')
  const session = await page.context().newCDPSession(page)
  session.send('Page.crash').catch(() => {})
  await crashed
  await page.close()
}

const resume = (page: Page) => page.getByRole('button', { name: 'Resume', exact: true }).first()

async function untilProgress({ progress }: Killed, page: Page, least: number): Promise<void> {
  await expect.poll(() => progress(page), { intervals: [10], timeout: 60_000 }).toBeGreaterThanOrEqual(least)
}

/** The moments of the kills, in ascending order, before the end. */
const moments = (random: Rng, { end }: Killed) =>
  Array.from({ length: KILLS }, () => 1 + random.integer(end - 1)).sort((one, other) => one - other)

const detail = (measured: Measured) => `${sumOf(measured, 'kills')} kills while it ran`

for (const killed of KILLED) {
  const { scenario } = killed
  const what = `the tab, ${KILLS} times in ${scenario.name}`
  test(what, async ({ browser }) => {
    let result: unknown = null
    const trial = async (random: Rng) => {
      result ??= await undisturbedResult(browser, open, scenario)
      const context = await browser.newContext()
      let page = await open(context, scenario)
      let kills = 0
      await scenario.prepare(page)
      await scenario.begin(page)
      for (const moment of moments(random, killed)) {
        await untilProgress(killed, page, moment)
        await page.waitForTimeout(random.integer(100))
        await crash(page)
        page = await open(context, scenario)
        // If it was done before it was killed, it is shown as done.
        await expect(resume(page).or(whenDone(page)).first()).toBeVisible()
        if (await whenDone(page).isVisible()) break
        kills++
        await expect(resume(page)).toBeEnabled({ timeout: 60_000 })
        await resume(page).click()
      }
      await scenario.untilDone(page)
      expect(await scenario.result(page)).toEqual(result)
      await context.close()
      return { kills }
    }
    await tryOften({ drill: DRILL, what, times: 5, trial, detail })
  })

  test(`the worker, without a word, in ${scenario.name}`, async ({ browser }) => {
    let result: unknown = null
    const trial = async (random: Rng) => {
      result ??= await undisturbedResult(browser, open, scenario)
      const context = await browser.newContext()
      const page = await open(context, scenario, true)
      await scenario.prepare(page)
      await scenario.begin(page)
      await untilProgress(killed, page, 1 + random.integer(killed.end - 2))
      await page.waitForTimeout(random.integer(100))
      await killWorker(page)
      // Nobody waits for a worker whose run was done before it died.
      const isDone = await whenDone(page).isVisible()
      await page.clock.runFor(SILENT_MS)
      await page.clock.resume()
      await scenario.untilDone(page)
      expect(await scenario.result(page)).toEqual(result)
      const { shown } = await readDrill(page)
      expect(shown).toEqual(isDone ? [] : [expect.stringMatching(SILENT)])
      await context.close()
      return { kills: Number(!isDone) }
    }
    await tryOften({ drill: DRILL, what: `the worker, without a word, in ${scenario.name}`, times: 5, trial, detail })
  })
}
