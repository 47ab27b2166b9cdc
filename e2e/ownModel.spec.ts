/** @file A training survives its tab: killed midway, it ends with the same weights, and its files open as the model. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import {
  chooseImage,
  ENGINE_TIMEOUT,
  expectModels,
  openSettings,
  read,
  readPredictions,
  setNumber,
  waitUntilCurrent,
} from './support/comparisonPage'
import { watchErrors } from './support/errors'
import {
  begin,
  controls,
  dropFromDisk,
  exportModel,
  run,
  setTraining,
  TRAINING,
  untilDone,
  untilKept,
  unzip,
} from './support/training'

const ID = 'trained-gradient-norm-1'
const IMAGE = 'fashion-mnist_00000_9'
/** Few images per step, so that everything takes seconds. */
const TINY = {
  Steps: 8,
  'Batch size images': 4,
  'Ramp steps': 2,
  'Train on': 64,
  'Hold out': 8,
  'Every steps': 4,
  'PGD steps': 1,
  'Kept every steps': 2,
}

/** A browser with separate storage. */
async function open(browser: Browser, address: string) {
  const context = await browser.newContext()
  const page = await context.newPage()
  const errors = watchErrors(page)
  await page.goto(address)
  return { context, page, errors }
}

async function trainedFiles(page: Page) {
  await untilDone(page)
  const download = await exportModel(page)
  expect(download.suggestedFilename()).toBe(`${ID}.zip`)
  const path = await download.path()
  const files = await unzip(path)
  expect([...files.keys()]).toEqual([`${ID}/manifest.json`, `${ID}/weights.safetensors`])
  return { path, files }
}

async function figuresOf(page: Page) {
  await openSettings(page)
  await setNumber(page, 'Steps', 1)
  // The comparison of a trained model begins with the attack by which it was judged.
  await page.locator('input#epsilon').fill('8')
  await page.getByLabel('Step rule').selectOption('followsSteps')
  await setNumber(page, 'Seed', 1)
  await chooseImage(page, IMAGE)
  await waitUntilCurrent(page)
  const numbers: Record<string, number> = {}
  for (const [row, testId] of [
    ['image', 'loss'],
    ['gradient', 'gradient-l1'],
    ['edges', 'edge-alignment'],
    ['perturbation', 'attacked-loss'],
  ] as const) {
    numbers[testId] = (await read(page, row, ID, testId)).value
  }
  return { numbers, predictions: await readPredictions(page, 'image', ID) }
}

test('a training whose tab is killed ends with the same weights, and so do its files', async ({ browser }, info) => {
  const whole = await open(browser, TRAINING)
  await setTraining(whole.page, TINY)
  await begin(whole.page)
  const expected = await trainedFiles(whole.page)
  await whole.page.getByRole('button', { name: 'Compare with the original' }).click()
  await expect(whole.page.getByTestId(`model-${ID}`)).toHaveAttribute('data-status', 'ready', {
    timeout: ENGINE_TIMEOUT,
  })
  const figures = await figuresOf(whole.page)
  expect(whole.errors).toEqual([])
  await whole.page.close()

  await test.step('killed and resumed', async () => {
    const { context, page } = await open(browser, TRAINING)
    await setTraining(page, TINY)
    const session = await context.newCDPSession(page)
    const crash = page.waitForEvent('crash')
    await begin(page)
    await untilKept(page, 2)
    // It never gets an answer.
    session.send('Page.crash').catch(() => {})
    await crash
    const next = await context.newPage()
    const errors = watchErrors(next)
    await next.goto(TRAINING)
    await expect(run(next)).toHaveAttribute('data-status', 'paused')
    // The last kept step, between the first and the last.
    await expect(run(next)).toHaveAttribute('data-step', /^[2-7]$/)
    const button = controls(next).getByRole('button', { name: 'Resume' })
    await expect(button).toBeEnabled({ timeout: ENGINE_TIMEOUT })
    await button.click()
    const { files } = await trainedFiles(next)
    for (const [name, content] of expected.files) expect(files.get(name)?.equals(content), name).toBe(true)
    expect(errors).toEqual([])
    await context.close()
  })

  await test.step('opened in a fresh browser', async () => {
    const folder = info.outputPath(ID)
    mkdirSync(folder, { recursive: true })
    for (const [name, content] of expected.files) writeFileSync(join(folder, '..', name), content)
    const zip = info.outputPath('model.zip')
    copyFileSync(expected.path, zip)
    const { context, page, errors } = await open(browser, './?backend=wasm&models=fashion-mnist-resnet-gelu-natural')
    await waitUntilCurrent(page)
    const heading = page.getByTestId(`model-${ID}`)
    // One after the other, as a model that is removed while being opened would come back.
    for (const path of [folder, zip]) {
      await dropFromDisk(page, path)
      await expect(heading).toHaveAttribute('data-status', 'ready', { timeout: ENGINE_TIMEOUT })
      expect(await figuresOf(page)).toEqual(figures)
      await expectModels(page, ['fashion-mnist-resnet-gelu-natural', ID])
      await heading.locator('.model-name').click()
      await page.getByRole('button', { name: 'Delete from this browser' }).click()
      await page.getByRole('button', { name: 'Yes, delete' }).click()
      await expect(heading).toHaveCount(0)
    }
    await page.getByRole('button', { name: 'Train' }).click()
    for (const [input, path] of [
      ['model-files', zip],
      ['model-folder', folder],
    ] as const) {
      await page.getByTestId('start-model').selectOption('fashion-mnist-resnet-gelu-natural')
      await page.getByTestId(input).setInputFiles(path)
      await expect(page.getByTestId('start-model')).toHaveValue(ID)
    }
    await page.reload()
    await expect(page.getByTestId('start-model').locator(`option[value="${ID}"]`)).toHaveCount(1)
    expect(errors).toEqual([])
    await context.close()
  })
  await whole.context.close()
})
