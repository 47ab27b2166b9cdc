/**
 * @file The graphics device is lost at a random moment of an attack, an evaluation, a fine-tuning, a sweep, while models
 * load, and in a hidden tab: nothing is lost, the result is the undisturbed one, and one plain sentence is shown.
 */
import { type Browser, expect, type Page, test } from '@playwright/test'
import type { Rng } from '../src/engine/random'
import { destroyDevice } from './support/destroyDevice'
import { arm, LOSS, prepareLosses, readDrill } from './support/losingEngine'
import { SCENARIOS, type Scenario } from './support/scenarios'
import { tryOften } from './support/trials'

const DRILL = 'device-loss'
const TRIALS_PER_PAGE = 10
/**
 * One that comes too late is tried again, and after three losses in a minute the page would go on with wasm: only trainings,
 * which take longer, are tried again in the same page.
 */
const destroyedPerPage = ({ onSwiftShader }: Scenario) => (onSwiftShader === undefined ? 1 : TRIALS_PER_PAGE)

interface Undisturbed {
  readonly result: unknown
  /** Of the worker. */
  readonly messages: number
  readonly ms: number
}

async function openPage(browser: Browser, scenario: Scenario, backend: 'wasm' | 'webgpu'): Promise<Page> {
  const { address, onSwiftShader, prepare } = scenario
  const page = await browser.newPage()
  await prepareLosses(page)
  await page.goto(`./?${new URLSearchParams({ backend, ...address, ...(backend === 'webgpu' && onSwiftShader) })}`)
  await prepare(page)
  return page
}

async function runUndisturbed(page: Page, scenario: Scenario): Promise<Undisturbed> {
  await arm(page, null)
  const began = Date.now()
  await scenario.begin(page)
  await scenario.untilDone(page)
  const ms = Date.now() - began
  const { messages, shown } = await readDrill(page)
  expect(shown).toEqual([])
  const result = await scenario.result(page)
  await scenario.reset(page)
  return { messages, ms, result }
}

/** Of the worker, which is real, the page hears what it would hear of a lost GPU. */
async function loseAfterMessages(page: Page, scenario: Scenario, { messages, result }: Undisturbed, random: Rng) {
  const when = scenario.name === 'loading models' ? 'at the next load' : 'now'
  // A quicker run ends before the moment: an earlier one is taken.
  for (let afterMessages = random.integer(messages); ; afterMessages = Math.floor(afterMessages / 2)) {
    await arm(page, { afterMessages }, when)
    await scenario.begin(page)
    await scenario.untilDone(page)
    const { losses, shown } = await readDrill(page)
    const moment = `after ${afterMessages} messages`
    expect(await scenario.result(page), moment).toEqual(result)
    await scenario.reset(page)
    if (losses === 0 && afterMessages > 0) continue
    expect({ losses, shown }, moment).toEqual({ losses: 1, shown: [LOSS] })
    return
  }
}

async function destroyAfterMs(page: Page, scenario: Scenario, { ms, result }: Undisturbed, random: Rng) {
  for (let after = random.integer(ms); ; after = Math.floor(after / 2)) {
    await arm(page, null)
    await scenario.begin(page)
    const done = scenario.untilDone(page).then(() => 'done')
    const destroyed = destroyDevice(page, after)
    const first = await Promise.race([done, destroyed])
    await done
    const { shown } = await readDrill(page)
    const moment = `after ${after} ms, shown: ${JSON.stringify(shown)}`
    expect(await scenario.result(page), moment).toEqual(result)
    await scenario.reset(page)
    if (first === 'done' && after > 0) continue
    expect(shown, moment).toEqual([expect.stringContaining(LOSS)])
    return
  }
}

interface TrialsInPages {
  readonly what: string
  readonly times: number
  /** That share a page, until one of them fails. */
  readonly trialsPerPage: number
  readonly open: () => Promise<Page>
  readonly trial: (page: Page, random: Rng) => Promise<void>
}

async function tryInPages({ what, times, trialsPerPage, open, trial }: TrialsInPages): Promise<void> {
  let page: Page | null = null
  const close = async () => {
    await page?.context().close()
    page = null
  }
  await tryOften({
    drill: DRILL,
    what,
    times,
    trial: async (random, index) => {
      if (index % trialsPerPage === 0) await close()
      try {
        page ??= await open()
        await trial(page, random)
      } catch (error) {
        await close()
        throw error
      }
    },
  })
  await close()
}

for (const scenario of SCENARIOS) {
  test(`wasm, in ${scenario.name}`, async ({ browser }) => {
    let undisturbed: Undisturbed | null = null
    await tryInPages({
      what: `wasm, in ${scenario.name}`,
      times: 100,
      trialsPerPage: TRIALS_PER_PAGE,
      async open() {
        const page = await openPage(browser, scenario, 'wasm')
        // The first run of a page loads more than the next.
        const [first, next] = [await runUndisturbed(page, scenario), await runUndisturbed(page, scenario)]
        expect(next.result).toEqual(first.result)
        if (undisturbed !== null) expect(next.result).toEqual(undisturbed.result)
        undisturbed = next
        return page
      },
      trial: (page, random) => loseAfterMessages(page, scenario, undisturbed as Undisturbed, random),
    })
  })

  test(`SwiftShader, in ${scenario.name}`, async ({ browser }) => {
    let undisturbed: Undisturbed | null = null
    await tryInPages({
      what: `SwiftShader, in ${scenario.name}`,
      times: 10,
      trialsPerPage: destroyedPerPage(scenario),
      async open() {
        const page = await openPage(browser, scenario, 'webgpu')
        undisturbed ??= await runUndisturbed(page, scenario)
        // The first run of a page compiles more than the next.
        if (destroyedPerPage(scenario) > 1) undisturbed = await runUndisturbed(page, scenario)
        return page
      },
      trial: (page, random) => destroyAfterMs(page, scenario, undisturbed as Undisturbed, random),
    })
  })
}
