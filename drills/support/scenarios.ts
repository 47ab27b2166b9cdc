/** @file What is under way when something is lost: each is begun as a person would, ends by itself, and has a result. */
import { expect, type Locator, type Page } from '@playwright/test'
import { openSettings, readNumbers, setNumber, slider } from '../../e2e/support/comparisonPage'
import { setTraining } from '../../e2e/support/training'
import { hideTab, showTab } from './hiddenTab'
import { newestKept } from './kept'

export interface Scenario {
  readonly name: string
  /** The address, without the backend. */
  readonly address: Readonly<Record<string, string>>
  /** Added to the address on SwiftShader, where the usual would be compiled for many minutes. */
  readonly onSwiftShader?: Readonly<Record<string, string>>
  /** Sets all that is needed for `begin`. */
  readonly prepare: (page: Page) => Promise<void>
  readonly begin: (page: Page) => Promise<void>
  readonly untilDone: (page: Page) => Promise<void>
  /** Puts the page back to where `begin` is possible. */
  readonly reset: (page: Page) => Promise<void>
  /** The same for runs that found the same. */
  readonly result: (page: Page) => Promise<unknown>
}

/** Longer than anything here takes on a busy machine, on which SwiftShader compiles for minutes. */
const PATIENCE = 300_000

const SMALL = 'fashion-mnist-resnet-gelu-natural'
const SMALL_TWO = `${SMALL},fashion-mnist-resnet-gelu-gradnorm`

const ONCE = { timeout: 1 }

/** What is done is written a moment after the page has shown it. */
const LONGEST_WRITE_MS = 15_000

const kept = (kind: string) => async (page: Page) => {
  for (const ends = Date.now() + LONGEST_WRITE_MS; ; await page.waitForTimeout(50)) {
    const newest = await newestKept(page, kind)
    const isWritten = newest !== null && !newest.includes('"status": "running"')
    if (isWritten || Date.now() > ends) return newest
  }
}

/** All columns are ready and show what belongs to the settings: unlike a test, a drill has columns that come and go. */
async function untilCurrent(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const { models = '' } = Object.fromEntries(new URLSearchParams(location.search))
      const columns = models.split(',').length
      const count = (selector: string) => document.querySelectorAll(selector).length
      const rows = count('tr:has(> .matrix-cell)')
      return (
        count('.model-heading[data-status="ready"]') === columns &&
        count('[data-stale="false"][aria-busy="false"]') === columns * rows
      )
    },
    null,
    { timeout: PATIENCE },
  )
}

async function untilRunIsOver(page: Page, testId: string): Promise<void> {
  await expect(page.getByTestId(testId)).toHaveAttribute('data-status', /done|failed|paused|stopped/, {
    timeout: PATIENCE,
  })
  const errors = await page.locator('.error, [role="alert"]').allTextContents()
  await expect(page.getByTestId(testId), errors.join(' ')).toHaveAttribute('data-status', 'done', ONCE)
}

async function press(controls: Locator, name: string | RegExp): Promise<void> {
  const button = controls.getByRole('button', { name })
  await expect(button).toBeEnabled({ timeout: PATIENCE })
  await button.click()
}

/** Again where the page, still loading, changed meanwhile what it offers in the field. */
async function fill(field: Locator, text: string): Promise<void> {
  await expect(async () => {
    await field.fill(text)
    await expect(field).toHaveValue(text, ONCE)
  }).toPass({ timeout: PATIENCE })
}

const attack: Scenario = {
  name: 'an attack',
  address: { models: SMALL_TWO },
  async prepare(page) {
    await openSettings(page)
    await setNumber(page, 'Steps', 6)
    await slider(page).fill('2')
    await untilCurrent(page)
  },
  begin: (page) => slider(page).fill('6'),
  untilDone: untilCurrent,
  async reset(page) {
    await slider(page).fill('2')
    await untilCurrent(page)
  },
  result: readNumbers,
}

const loading: Scenario = {
  name: 'loading models',
  address: { models: SMALL_TWO },
  prepare: async () => {},
  begin: async (page) => void (await page.reload()),
  untilDone: untilCurrent,
  reset: async () => {},
  result: readNumbers,
}

const evaluation: Scenario = {
  name: 'an evaluation',
  address: { models: SMALL, view: 'evaluation' },
  async prepare(page) {
    await openSettings(page)
    await page.getByTestId('attack').selectOption('pgd', { timeout: PATIENCE })
    await fill(page.getByRole('spinbutton', { name: 'Steps', exact: true }).first(), '2')
    await fill(page.getByTestId('epsilons'), '4, 8')
    await page.getByLabel('Check for signs of a failing attack').uncheck()
    await fill(page.getByLabel('How many'), '48')
  },
  async begin(page) {
    await press(page.getByTestId('run-controls'), 'Start')
  },
  untilDone: (page) => untilRunIsOver(page, 'run'),
  reset: (page) => press(page.getByTestId('run-controls'), 'Close'),
  result: kept('evaluation'),
}

const SHORT = { Steps: 6, 'Batch size images': 4, 'Train on': 32, 'Hold out': 8 }

/** Both differentiate once: what differentiates twice is compiled for minutes. The first has no λ to sweep over. */
const PLAIN = { 'training.objective': 'natural' }
const QUICKLY_COMPILED = { 'training.objective': 'gradient-norm-differences' }

const training: Scenario = {
  name: 'a fine-tuning',
  address: { models: SMALL, view: 'training' },
  onSwiftShader: PLAIN,
  prepare: (page) => setTraining(page, SHORT),
  async begin(page) {
    await press(page.getByTestId('training-controls'), /^(Make it robust|Train)$/)
  },
  untilDone: (page) => untilRunIsOver(page, 'training-run'),
  reset: (page) => press(page.getByTestId('training-controls'), 'Close'),
  result: kept('training'),
}

const sweep: Scenario = {
  name: 'a sweep over λ',
  address: { models: SMALL, view: 'training' },
  onSwiftShader: QUICKLY_COMPILED,
  async prepare(page) {
    await setTraining(page, SHORT)
    const panel = page.getByTestId('sweep')
    await fill(panel.getByTestId('lambdas'), '0.1, 1')
    await fill(panel.getByRole('spinbutton', { name: 'Steps each' }), '2')
  },
  async begin(page) {
    await press(page.getByTestId('sweep'), 'Sweep λ')
  },
  untilDone: (page) => untilRunIsOver(page, 'sweep'),
  reset: (page) => press(page.getByTestId('sweep'), 'Close'),
  result: kept('sweep'),
}

const inHiddenTab: Scenario = {
  ...evaluation,
  name: 'an evaluation in a hidden tab',
  async begin(page) {
    await evaluation.begin(page)
    await hideTab(page)
  },
  async untilDone(page) {
    await evaluation.untilDone(page)
    await showTab(page)
  },
}

export const SCENARIOS: readonly Scenario[] = [attack, evaluation, training, sweep, loading, inHiddenTab]

/** Of as many steps. Kept every third step, so that a run that is killed has steps to lose. */
export const longTraining = (steps: number): Scenario => ({
  ...training,
  name: `a fine-tuning of ${steps} steps`,
  prepare: (page) => setTraining(page, { ...SHORT, Steps: steps, 'Kept every steps': 3 }),
})

/** Of as many images at two sizes of the attack. */
export const longEvaluation = (images: number): Scenario => ({
  ...evaluation,
  name: `an evaluation of ${images} images`,
  async prepare(page) {
    await evaluation.prepare(page)
    await fill(page.getByLabel('How many'), String(images))
  },
})
