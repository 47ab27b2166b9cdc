/** @file What is tried in every browser, whoever drives it: a start, and an attack with a short training after it. */
import { expect } from '@playwright/test'
import type { StartedPage } from './startedBrowser'
import type { Figures } from './trials'

const MODEL = 'fashion-mnist-resnet-gelu-natural'
/** The clock of a start whose threads hang, one more start, and a busy machine. */
const LONGEST_MS = 60_000

/** Differentiates once: what differentiates twice is compiled for minutes where software stands in for a graphics processor. */
const QUICKLY_COMPILED = 'training.objective=natural'

/** Of the attacked losses of two backends, as a share. */
const LARGEST_DIFFERENCE = 1e-4

/** Software compiles the shaders of a training for a minute. */
const LONGEST_TRAINING_MS = 180_000

const MAP = '[data-testid="gradient-l1"]'
const BADGE = '[data-testid="backend-badge"]'
const VERDICT = `[data-testid="cell-attacked-${MODEL}"] [data-testid="verdict"]`
const ATTACKED_LOSS = `[data-testid="cell-perturbation-${MODEL}"] [data-testid="attacked-loss"]`
const BEGIN = '[data-testid="training-controls"] .button.is-primary:enabled'
const RUN = '[data-testid="training-run"]'

const secondsSince = (began: number) => (Date.now() - began) / 1000

export async function start(page: StartedPage, url: string): Promise<Figures> {
  const began = Date.now()
  await page.open(`${url}?models=${MODEL}`)
  await page.untilShown(MAP, LONGEST_MS)
  const seconds = secondsSince(began)
  // A page that is not isolated yet loads once more by itself.
  await page.untilShown(BADGE, LONGEST_MS)
  const badge = await page.textOf(BADGE)
  expect(badge).toContain('WebAssembly')
  return {
    seconds,
    threaded: Number(/[2-9] threads/.test(badge)),
    gaveUp: Number(badge.includes('threads did not start')),
  }
}

/** One that is silent when its threads are begun is begun anew without them. */
export async function startBlocked(page: StartedPage, url: string): Promise<Figures> {
  const figures = await start(page, url)
  expect(figures.gaveUp, 'starts that were begun anew').toBe(1)
  return figures
}

type Step = <Value>(name: string, work: () => Promise<Value>) => Promise<Value>

/** Says which step has failed, and how long each of those before has taken. */
async function inSteps(page: StartedPage, trial: (step: Step) => Promise<Figures | undefined>): Promise<Figures> {
  const began = Date.now()
  const done: string[] = []
  const figures = await trial(async (name, work) => {
    const stepBegan = Date.now()
    try {
      const value = await work()
      done.push(`${name} ${secondsSince(stepBegan).toFixed(1)} s`)
      return value
    } catch (error) {
      const shown = await page.textOf(BADGE).catch(() => 'no answer')
      const failed = `${name} failed after ${secondsSince(stepBegan).toFixed(1)} s`
      throw new Error(`${[...done, failed].join(', ')}; the badge: "${shown}": ${(error as Error).message}`)
    }
  })
  console.log(`  ${done.join(', ')}`)
  return { seconds: secondsSince(began), ...figures }
}

async function attackedLoss(page: StartedPage, url: string, step: Step): Promise<number> {
  await step('opening', () => page.open(url))
  await step('the attack', () => page.untilShown(VERDICT, LONGEST_MS))
  const loss = Number(await step('the attacked loss', () => page.attributeOf(ATTACKED_LOSS, 'value')))
  expect(loss).toBeGreaterThan(0)
  return loss
}

async function train(page: StartedPage, url: string, step: Step): Promise<void> {
  await step('opening the training', () => page.open(`${url}&view=training&training.steps=4&training.batchSize=4`))
  await step('what it needs', () => page.untilShown(BEGIN, LONGEST_MS))
  await step('the button', () => page.press(BEGIN))
  // That of the trial before is kept, and shown as done until then.
  await step('its begin', () => page.untilShown(`${RUN}:not([data-status="done"])`, LONGEST_MS))
  await step('the training', () => page.untilShown(`${RUN}[data-status="done"]`, LONGEST_TRAINING_MS))
}

export const attackAndTrain = (page: StartedPage, url: string): Promise<Figures> =>
  inSteps(page, async (step) => {
    const shown = `${url}?models=${MODEL}`
    await attackedLoss(page, shown, step)
    await train(page, shown, step)
  })

/** The same on WebGPU, whose attacked loss is that of wasm but for rounding. */
export const attackAndTrainOnWebgpu = (page: StartedPage, url: string): Promise<Figures> =>
  inSteps(page, async (step) => {
    const shown = `${url}?models=${MODEL}&backend=`
    const expected = await attackedLoss(page, `${shown}wasm`, step)
    const loss = await attackedLoss(page, `${shown}webgpu`, step)
    expect(await page.textOf(BADGE)).toMatch(/^WebGPU/)
    const difference = Math.abs(loss / expected - 1)
    expect(difference).toBeLessThan(LARGEST_DIFFERENCE)
    await train(page, `${shown}webgpu&${QUICKLY_COMPILED}`, step)
    expect(await page.textOf(BADGE)).toMatch(/^WebGPU/)
    return { difference }
  })
