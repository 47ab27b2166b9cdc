/** @file Every state of every view in light, dark and forced colours, at 1280, 640 and 320 pixels: npm run accessibility. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type Page, test } from '@playwright/test'
import { expectNoViolations } from '../support/axe'
import { setNumber, TWO_MODELS, waitUntilCurrent } from '../support/comparisonPage'
import { watchErrors } from '../support/errors'

/** The smallest models. */
const MODELS = 'fashion-mnist-resnet-gelu-natural,fashion-mnist-resnet-gelu-adversarial'
const WIDE = { width: 1280, height: 720 }
/** What 1280 pixels are at a zoom of 200 and of 400 %. */
const ZOOMED = [
  { width: 640, height: 360 },
  { width: 320, height: 640 },
]
const COLOURS = ['light', 'dark', 'forced'] as const
const SMALL = 'evaluation.images=builtIn&evaluation.imageCount=40'

const goTo = (page: Page, settings: string) => page.goto(`./?backend=wasm&models=${MODELS}&${settings}`)

const controlsOf = (page: Page) => page.locator('.run-controls').first()
const startRun = (page: Page, name: string) => controlsOf(page).getByRole('button', { name, exact: true }).click()

/** Of the whole page, or of what a selector finds. With SCREENSHOTS=folder, an image of each is saved there, to be looked at. */
async function holds(page: Page, state: string, within?: string): Promise<void> {
  const part = within === undefined ? {} : { within }
  test.info().annotations.push({ type: 'state', description: state })
  await test.step(state, async () => {
    await expect(page.locator('.loading-part')).toHaveCount(0)
    await expectNoViolations(page, state, { colours: COLOURS, ...part })
    await picture(page, `${state}, forced`)
    for (const size of ZOOMED) {
      await page.setViewportSize(size)
      await expectNoViolations(page, `${state} at ${size.width} pixels`, { colours: ['light'], ...part })
      await picture(page, `${state}, ${size.width}`)
    }
    await page.setViewportSize(WIDE)
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
    await picture(page, state)
  })
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

test.beforeEach(async ({ page }) => page.setViewportSize(WIDE))

test('Compare', async ({ page }) => {
  const errors = watchErrors(page)
  // Larger models, whose attack is not over before axe is.
  await page.goto(`./?backend=wasm&models=${TWO_MODELS}`)
  await setNumber(page, 'Steps', 1)
  await waitUntilCurrent(page)
  await holds(page, 'Compare')
  await page.getByTestId('backend-badge').locator('summary').click()
  await holds(page, 'the badge', '.header')
  await page.keyboard.press('Escape')
  await page.locator('[data-row="gradient"] .help-button').click()
  await holds(page, 'a help', '.help-popover:popover-open')
  await page.keyboard.press('Escape')
  await page.getByTestId('help').click()
  await holds(page, 'the Help menu', '.header')
  await page.getByRole('button', { name: /tour/i }).click()
  for (let step = 1; step <= 5; step++) {
    await expect(page.getByTestId('tour')).toContainText(`${step} of 5`)
    await holds(page, `step ${step} of the tour`, '.tour-card')
    await page
      .getByTestId('tour')
      .getByRole('button', { name: step < 5 ? 'Next' : 'Finish' })
      .click()
  }
  for (const mode of ['Side by side', 'Divider', 'Difference']) {
    await page.locator('[data-row="gradient"] .pixels-open').first().click()
    const radio = page.getByTestId('lightbox').getByRole('radio', { name: mode, exact: true })
    if ((await radio.count()) > 0) await radio.check({ force: true })
    await holds(page, `a large map, ${mode}`, 'dialog[open]')
    await page.keyboard.press('Escape')
  }
  await page.keyboard.press('p')
  await expect(page.locator('.is-presenting')).toBeVisible()
  await holds(page, 'presentation')
  await page.keyboard.press('p')
  await setNumber(page, 'Steps', 1000)
  await page.locator('.gallery button').nth(2).click()
  await expect(page.locator('[data-stale="true"]').first()).toBeVisible()
  await expectNoViolations(page, 'Compare while it computes', { colours: COLOURS })
  await expect(page.locator('[data-stale="true"]').first()).toBeVisible()
  expect(errors).toEqual([])
})

test('dialogs', async ({ page }) => {
  const errors = watchErrors(page)
  for (const dialog of ['models', 'export', 'commands', 'shortcuts', 'cite', 'kept', 'offline']) {
    await goTo(page, `dialog=${dialog}`)
    await expect(page.locator('dialog[open] .dialog-body, dialog[open] .palette-input').first()).toBeVisible()
    if (dialog === 'export') await waitUntilCurrent(page)
    await holds(page, dialog, 'dialog[open]')
  }
  await goTo(page, 'card=cifar10-resnet-gelu-gradnorm')
  await expect(page.getByTestId('card').locator('.series').first()).toBeVisible()
  await holds(page, 'a card', 'dialog[open]')
  await goTo(page, `image=sha256-${'0'.repeat(64)}&nothing=1&view=nowhere&eps=-3`)
  await waitUntilCurrent(page)
  await holds(page, 'notices', '.page-notices')
  expect(errors).toEqual([])
})

test('Evaluate', async ({ page }) => {
  const errors = watchErrors(page)
  await goTo(page, `view=evaluation&${SMALL}&evaluation.epsilons=1,8`)
  await holds(page, 'Evaluate')
  await startRun(page, 'Start')
  await expect(page.getByTestId('run')).toHaveAttribute('data-status', 'running')
  await expectNoViolations(page, 'an evaluation on its way', { colours: COLOURS })
  const done = () => expect(page.getByTestId('run')).toHaveAttribute('data-status', 'done')
  await done()
  await holds(page, 'accuracy against epsilon')
  await page.getByTestId('evaluation-chart').focus()
  await page.keyboard.press('ArrowRight')
  await holds(page, 'accuracy read off')
  for (const measure of ['minimalEpsilon', 'transfer', 'worstCase']) {
    await startRun(page, 'Close')
    await page.getByTestId('measure').selectOption(measure)
    await page.getByTestId('attack').selectOption('fgsm')
    await startRun(page, 'Start')
    await done()
    await holds(page, `Evaluate, ${measure}`)
  }
  const results = fileURLToPath(new URL('../../src/plans/goldens/results.json', import.meta.url))
  await page.getByTestId('plan-files').setInputFiles(results)
  await expect(page.getByTestId('file-notice')).toContainText('Opened')
  await holds(page, 'opened results')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.locator('.palette-input')).toBeFocused()
  await holds(page, 'the palette in Evaluate', 'dialog[open]')
  await page.keyboard.press('Escape')
  await page.evaluate(() => {
    const url = new URL(location.href)
    url.searchParams.set('dialog', 'kept')
    history.pushState(null, '', url)
    dispatchEvent(new PopStateEvent('popstate'))
  })
  await expect(page.getByTestId('kept-space')).toBeVisible()
  await page
    .getByRole('button', { name: /^Delete/ })
    .first()
    .click()
  await holds(page, 'kept work', 'dialog[open]')
  expect(errors).toEqual([])
})

test('Statistics', async ({ page }) => {
  const errors = watchErrors(page)
  await goTo(page, `view=evaluation&${SMALL}&evaluation.attack=fgsm&evaluation.epsilons=4,8&evaluation.flags=none`)
  await startRun(page, 'Start')
  await expect(page.getByTestId('run')).toHaveAttribute('data-status', 'done')
  await page.getByRole('button', { name: 'Statistics', exact: true }).click()
  await holds(page, 'Statistics')
  await page.getByLabel('How many').fill('400')
  await startRun(page, 'Measure')
  await expect(page.getByTestId('statistics')).toHaveAttribute('data-status', 'running')
  await expectNoViolations(page, 'statistics on their way', { colours: COLOURS })
  await expect(page.getByTestId('statistics')).toHaveAttribute('data-status', 'done')
  await holds(page, 'finished statistics')
  await page.getByTestId('statistics-judge').selectOption({ index: 1 })
  await expect(page.getByTestId('statistics-judged')).toContainText('not judged')
  await page
    .getByRole('button', { name: /^Highest 5/ })
    .first()
    .click()
  await expect(page.getByTestId('selection')).toContainText('selected')
  await holds(page, 'statistics split and selected')
  expect(errors).toEqual([])
})

test('Train', async ({ page }) => {
  const errors = watchErrors(page)
  await page.goto('./?backend=wasm&view=training&models=fashion-mnist-resnet-gelu-natural')
  await expect(page.getByTestId('objective')).toBeVisible()
  await page.getByTestId('advanced').locator('> summary').click()
  await holds(page, 'Train')
  await page.getByRole('spinbutton', { name: 'Steps', exact: true }).first().fill('60')
  await page.getByRole('spinbutton', { name: 'Hold out', exact: true }).fill('40')
  await page.getByTestId('begin').click()
  const run = page.getByTestId('training-run')
  await expect(page.getByTestId('maps')).toBeVisible()
  await expectNoViolations(page, 'a training on its way', { colours: COLOURS })
  await page.getByTestId('training-controls').getByRole('button', { name: 'Pause' }).click()
  await expect(run).toHaveAttribute('data-status', 'paused')
  await holds(page, 'a paused training')
  await page.getByTestId('training-controls').getByRole('button', { name: 'Resume' }).click()
  await expect(run).toHaveAttribute('data-status', 'done')
  await holds(page, 'a finished training')
  const sweep = page.getByTestId('sweep')
  await sweep.getByTestId('lambdas').fill('0.5, 1')
  await sweep.getByRole('spinbutton', { name: 'Steps each' }).fill('2')
  await sweep.getByRole('button', { name: 'Sweep λ' }).click()
  await expect(sweep).toHaveAttribute('data-status', 'done')
  await holds(page, 'a finished sweep')
  const saved = page.waitForEvent('download')
  await run.getByRole('button', { name: 'JSON', exact: true }).first().click()
  const results = readFileSync(await (await saved).path())
  await page
    .getByTestId('plan-files')
    .setInputFiles({ name: 'training.json', mimeType: 'application/json', buffer: results })
  await expect(page.getByTestId('file-notice')).toContainText('Opened')
  await holds(page, 'opened results of a training')
  expect(errors).toEqual([])
})

test('Time travel', async ({ page }) => {
  const errors = watchErrors(page)
  await page.goto('./?view=time-travel&time.epoch=1&backend=wasm')
  await expect(page.getByTestId('epoch-now')).toHaveAttribute('data-settled', 'true')
  await holds(page, 'Time travel')
  await page.goto('./?view=time-travel&time.epoch=6&time.beside=on&backend=wasm')
  await expectNoViolations(page, 'time travel on its way', { colours: COLOURS })
  await expect(page.locator('.is-stale')).toHaveCount(0)
  await expect(page.getByTestId('epoch-now')).toHaveAttribute('data-settled', 'true')
  await holds(page, 'Time travel, all runs')
  expect(errors).toEqual([])
})

test('Geometry', async ({ page }) => {
  const errors = watchErrors(page)
  await goTo(page, 'view=geometry&settings=steps:3')
  await expectNoViolations(page, 'geometry on its way', { colours: COLOURS })
  for (const figure of ['attack', 'gradient', 'surface']) {
    await expect(page.getByTestId(`geometry-${figure}`)).toHaveAttribute('data-settled', 'true')
  }
  for (const summary of await page.locator('.geometry summary').all()) await summary.click()
  await holds(page, 'Geometry')
  await goTo(page, 'view=geometry&settings=steps:3&eps=0')
  await expect(page.getByTestId('geometry-notes')).toBeVisible()
  await holds(page, 'Geometry without an attack')
  expect(errors).toEqual([])
})

test('Figures', async ({ page }) => {
  const errors = watchErrors(page)
  await goTo(page, 'view=figures')
  await expect(page.getByTestId('figure-samples')).toBeVisible()
  await holds(page, 'Figures')
  for (const [id, name] of [['samples', 'Recompute the norms']] as const) {
    const figure = page.getByTestId(`figure-${id}`)
    await figure.getByLabel('How many').fill('20')
    await figure.getByRole('button', { name }).click()
    await expect(figure.getByRole('status').first()).toContainText('Done')
  }
  await holds(page, 'Figures with results')
  expect(errors).toEqual([])
})

test('article and glossary', async ({ page }) => {
  const errors = watchErrors(page)
  await goTo(page, 'view=why')
  for (const figure of ['growth', 'certainty', 'reached']) {
    await expect(page.getByTestId(`why-${figure}`)).toHaveAttribute('data-settled', 'true')
  }
  await holds(page, 'the article')
  await goTo(page, 'view=glossary')
  await holds(page, 'the glossary')
  expect(errors).toEqual([])
})
