/**
 * @file The tab is killed at random steps of a training and of an evaluation, and its worker dies without a word: what was
 * kept goes on to the same result, bit by bit.
 */
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import type { Rng } from '../src/engine/random'
import { arm, killWorker, prepareLosses, readDrill } from './support/losingEngine'
import { SCENARIOS, type Scenario } from './support/scenarios'
import { tryOften } from './support/trials'

const DRILL = 'killed'
/** Longer than an engine may be silent. */
const SILENT_MS = 130_000
const KILLS = 10

const scenarioOf = (name: string) => SCENARIOS.find((scenario) => scenario.name === name) as Scenario

async function open(context: BrowserContext, { address }: Scenario): Promise<Page> {
  const page = await context.newPage()
  await prepareLosses(page)
  await page.goto(`./?${new URLSearchParams({ backend: 'wasm', ...address })}`)
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

for (const scenario of [scenarioOf('a fine-tuning'), scenarioOf('an evaluation')]) {
  const what = `the tab, ${KILLS} times in ${scenario.name}`
  test(what, async ({ browser }) => {
    let undisturbed: { readonly result: unknown; readonly ms: number } | null = null
    const runWhole = async () => {
      const context = await browser.newContext()
      const page = await open(context, scenario)
      await scenario.prepare(page)
      const began = Date.now()
      await scenario.begin(page)
      await scenario.untilDone(page)
      undisturbed = { result: await scenario.result(page), ms: Date.now() - began }
      await context.close()
    }
    const trial = async (random: Rng) => {
      if (undisturbed === null) await runWhole()
      const { result, ms } = undisturbed as unknown as { result: unknown; ms: number }
      const context = await browser.newContext()
      let page = await open(context, scenario)
      await scenario.prepare(page)
      await scenario.begin(page)
      for (let kill = 0; kill < KILLS; kill++) {
        await page.waitForTimeout(random.integer(ms))
        await crash(page)
        page = await open(context, scenario)
        // If it was done before it was killed, it is shown as done.
        const isDone = page.locator('[data-status="done"][data-testid$="run"]')
        await expect(resume(page).or(isDone).first()).toBeVisible()
        if (await isDone.isVisible()) break
        await expect(resume(page)).toBeEnabled({ timeout: 60_000 })
        await resume(page).click()
      }
      await scenario.untilDone(page)
      expect(await scenario.result(page)).toEqual(result)
      await context.close()
    }
    await tryOften({ drill: DRILL, what, times: 5, trial })
  })
}

test('the worker, without a word', async ({ browser }) => {
  const scenario = scenarioOf('an evaluation')
  let result: unknown = null
  await tryOften({
    drill: DRILL,
    what: 'the worker, without a word, in an evaluation',
    times: 5,
    trial: async (random) => {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.clock.install()
      await prepareLosses(page)
      await page.goto(`./?${new URLSearchParams({ backend: 'wasm', ...scenario.address })}`)
      await page.clock.resume()
      await scenario.prepare(page)
      await arm(page, null)
      await scenario.begin(page)
      if (result === null) {
        await scenario.untilDone(page)
        result = await scenario.result(page)
        await scenario.reset(page)
        await arm(page, null)
        await scenario.begin(page)
      }
      const seen = 1 + random.integer(4)
      await expect.poll(async () => (await readDrill(page)).messages, { intervals: [10] }).toBeGreaterThanOrEqual(seen)
      await killWorker(page)
      await page.clock.runFor(SILENT_MS)
      await page.clock.resume()
      await scenario.untilDone(page)
      expect(await scenario.result(page)).toEqual(result)
      const { shown } = await readDrill(page)
      expect(shown).toEqual([
        expect.stringMatching(/^The engine did not answer for 12\d seconds and was started again/),
      ])
      await context.close()
    },
  })
})
