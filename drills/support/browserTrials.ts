/** @file What is tried in every browser, whoever drives it: a start, and an attack with a short training after it. */
import { expect } from '@playwright/test'
import type { StartedPage } from './startedBrowser'
import type { Figures } from './trials'

const MODEL = 'fashion-mnist-resnet-gelu-natural'
/** The clock of a start whose threads hang, one more start, and a busy machine. */
const LONGEST_MS = 60_000

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

/** Says which step has failed, and how long each of those before has taken. */
export async function attackAndTrain(page: StartedPage, url: string): Promise<Figures> {
  const began = Date.now()
  const done: string[] = []
  async function step<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
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
  }

  await step('opening', () => page.open(`${url}?models=${MODEL}`))
  await step('the attack', () => page.untilShown(VERDICT, LONGEST_MS))
  const loss = await step('the attacked loss', () => page.attributeOf(ATTACKED_LOSS, 'value'))
  expect(Number(loss)).toBeGreaterThan(0)

  const training = `${url}?models=${MODEL}&view=training&training.steps=4&training.batchSize=4`
  await step('opening the training', () => page.open(training))
  await step('what it needs', () => page.untilShown(BEGIN, LONGEST_MS))
  await step('the button', () => page.press(BEGIN))
  // That of the trial before is kept, and shown as done until then.
  await step('its begin', () => page.untilShown(`${RUN}:not([data-status="done"])`, LONGEST_MS))
  await step('the training', () => page.untilShown(`${RUN}[data-status="done"]`, LONGEST_MS))
  console.log(`  ${done.join(', ')}`)
  return { seconds: secondsSince(began) }
}
