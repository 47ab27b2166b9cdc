/**
 * @file The computer sleeps for two minutes, the tab is frozen, the clock is set forwards or back, or a second tab shows the
 * same run and takes it over: the run ends in the same result, bit by bit, and no error is shown.
 */
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import type { Rng } from '../src/engine/random'
import { prepareLosses, readDrill } from './support/losingEngine'
import { longEvaluation, longTraining, type Scenario } from './support/scenarios'
import { tryOften } from './support/trials'
import { undisturbedResult } from './support/undisturbedResult'

const DRILL = 'interrupted'
/** Longer than an engine may be silent. */
const SLEEP_MS = 130_000
const LARGEST_JUMP_MS = 2 * 24 * 3600_000

type Interrupt = (page: Page, random: Rng) => Promise<void>

/** Every process that draws or computes pages stops, as all do while a computer sleeps. */
const sleep: Interrupt = async (page) => {
  const session = await (page.context().browser() as Browser).newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  for (const id of renderers) process.kill(id, 'SIGSTOP')
  await new Promise((resolve) => setTimeout(resolve, SLEEP_MS))
  for (const id of renderers) process.kill(id, 'SIGCONT')
}

/** As browsers do with tabs in the background. */
const freeze: Interrupt = async (page) => {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setWebLifecycleState', { state: 'frozen' })
  await new Promise((resolve) => setTimeout(resolve, SLEEP_MS))
  await session.send('Page.setWebLifecycleState', { state: 'active' })
  await session.detach()
}

const setClock: Interrupt = async (page, random) => {
  const by = Math.round((2 * random.uniform() - 1) * LARGEST_JUMP_MS)
  await page.evaluate((ms) => {
    const { clock } = globalThis as unknown as { clock: { ahead: number } }
    clock.ahead += ms
  }, by)
}

/** Runs in the page before its scripts: a clock that can be set. */
function settableClock(): void {
  const clock = { ahead: 0 }
  const Real = Date
  globalThis.Date = class extends Real {
    constructor(...given: []) {
      if (given.length === 0) super(Real.now() + clock.ahead)
      else super(...given)
    }
    static override now = () => Real.now() + clock.ahead
  } as DateConstructor
  Object.assign(globalThis, { clock })
}

async function open(context: BrowserContext, { address }: Scenario): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript(settableClock)
  await prepareLosses(page)
  await page.goto(`./?${new URLSearchParams({ backend: 'wasm', ...address })}`)
  return page
}

const INTERRUPTS: readonly (readonly [string, Interrupt, number])[] = [
  ['the clock is set', setClock, 10],
  ['the tab is frozen for two minutes', freeze, 2],
  ['the computer sleeps for two minutes', sleep, 2],
]
const SCENARIOS = [longTraining(24), longEvaluation(96)]

for (const [name, interrupt, times] of INTERRUPTS) {
  for (const scenario of SCENARIOS) {
    const what = `${name} in ${scenario.name}`
    test(what, async ({ browser }) => {
      let result: unknown = null
      const trial = async (random: Rng) => {
        result ??= await undisturbedResult(browser, open, scenario)
        const context = await browser.newContext()
        const page = await open(context, scenario)
        await scenario.prepare(page)
        await scenario.begin(page)
        await page.waitForTimeout(random.integer(1500))
        await interrupt(page, random)
        await scenario.untilDone(page)
        expect(await scenario.result(page)).toEqual(result)
        expect((await readDrill(page)).shown).toEqual([])
        await context.close()
      }
      await tryOften({ drill: DRILL, what, times, trial })
    })
  }
}

for (const scenario of SCENARIOS) {
  const what = `a second tab takes over ${scenario.name}`
  test(what, async ({ browser }) => {
    let result: unknown = null
    const trial = async (random: Rng) => {
      result ??= await undisturbedResult(browser, open, scenario)
      const context = await browser.newContext()
      const first = await open(context, scenario)
      await scenario.prepare(first)
      await scenario.begin(first)
      await first.waitForTimeout(random.integer(1000))
      const second = await open(context, scenario)
      const done = second.locator('[data-status="done"][data-testid$="run"]')
      await expect(second.getByTestId('elsewhere').or(done).first()).toBeVisible()
      await first.waitForTimeout(random.integer(1000))
      await first.close()
      const resume = second.getByRole('button', { name: 'Resume', exact: true }).first()
      await expect(resume.or(done).first()).toBeVisible({ timeout: 60_000 })
      if (!(await done.isVisible())) await resume.click({ timeout: 60_000 })
      await scenario.untilDone(second)
      expect(await scenario.result(second)).toEqual(result)
      expect((await readDrill(second)).shown).toEqual([])
      await context.close()
    }
    await tryOften({ drill: DRILL, what, times: 5, trial })
  })
}
