/** @file A model of timm, dropped as its weights and as its ONNX graph, through everything that the page does with models. */
import { expect, type Page, test } from '@playwright/test'
import { cifar10Record } from '../src/images/datasets/testArchives'
import { ENGINE_TIMEOUT, expectModels, open, read, waitUntilCurrent } from './support/comparisonPage'
import { watchErrors } from './support/errors'
import { timmPair } from './support/timmPair'
import { begin, controls, exportModel, run, setTraining, untilDone, unzip } from './support/training'

const ZOO = 'cifar10-resnet-gelu-natural'
const STEPS = 3

const form = (page: Page) => page.getByTestId('opening')

async function give(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByRole('button', { name: 'Models' }).first().click()
  await page.getByTestId('model-files').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await expect(form(page).getByRole('button', { name: 'Open the model' })).toBeVisible({ timeout: ENGINE_TIMEOUT })
}

async function confirm(page: Page): Promise<void> {
  await form(page).getByRole('button', { name: 'Open the model' }).click()
  await expect(form(page)).toHaveCount(0, { timeout: ENGINE_TIMEOUT })
  await page.keyboard.press('Escape')
}

/** As much as two ways to add the same numbers differ. */
async function expectSameNumbers(page: Page, one: string, other: string): Promise<void> {
  await waitUntilCurrent(page)
  for (const [row, testId] of [
    ['gradient', 'gradient-l1'],
    ['gradient', 'gradient-l2'],
    ['edges', 'edge-alignment'],
    ['image', 'loss'],
    ['perturbation', 'attacked-loss'],
  ] as const) {
    const [value, otherValue] = [await read(page, row, one, testId), await read(page, row, other, testId)]
    expect(Math.abs(value.value / otherValue.value - 1), `${testId}: ${value.text}`).toBeLessThan(1e-3)
  }
}

test('a Swin’s weights and its ONNX graph give the same gradients and the same attack', async ({ page }) => {
  const errors = watchErrors(page)
  await open(page, 'wasm', 2, ZOO)
  const { weights, graph } = await timmPair('swin')
  await give(page, 'net.safetensors', weights)
  await confirm(page)
  await give(page, 'net.onnx', graph)
  await confirm(page)
  await expectModels(page, [ZOO, 'net', 'net-1'])
  await expect(page.getByTestId('model-net-1')).toContainText('net #2')
  await expectSameNumbers(page, 'net', 'net-1')
  expect(errors).toEqual([])
})

test('a ResNet’s graph is compared, evaluated, trained, exported and opened again', async ({ page }) => {
  const errors = watchErrors(page)
  await open(page, 'wasm', 1, ZOO)
  const { weights, graph } = await timmPair('resnet')
  await give(page, 'weights.safetensors', weights)
  await form(page).getByRole('spinbutton', { name: /size/i }).fill('32')
  await form(page).getByRole('combobox', { name: 'Normalisation' }).selectOption('none')
  await confirm(page)
  await give(page, 'graph.onnx', graph)
  await confirm(page)
  await expectModels(page, [ZOO, 'weights', 'graph'])
  await expectSameNumbers(page, 'weights', 'graph')

  await test.step('evaluated', async () => {
    await page.getByRole('button', { name: 'Evaluate' }).click()
    await page.getByTestId('attack').selectOption('fgsm', { timeout: ENGINE_TIMEOUT })
    await page.getByTestId('epsilons').fill('2')
    await page.getByLabel('Check for signs of a failing attack').uncheck()
    await page.getByTestId('run-controls').getByRole('button', { name: 'Start', exact: true }).click()
    await expect(page.getByTestId('run')).toHaveAttribute('data-status', 'done', { timeout: ENGINE_TIMEOUT })
    const rows = page.getByTestId('result-table').locator('tbody tr')
    await expect(rows).toHaveCount(2)
    const cells = await rows.evaluateAll((all) => all.map((row) => [...row.children].map((each) => each.textContent)))
    for (const [epsilon, , own, other] of cells) expect(other, epsilon ?? '').toBe(own)
  })

  await test.step('trained on images of its classes', async () => {
    await page.getByRole('button', { name: 'Train', exact: true }).click()
    await page.getByTestId('start-model').selectOption('graph')
    await expect(controls(page)).toContainText('are of none of the model’s classes', { timeout: ENGINE_TIMEOUT })
    await page.getByTestId('images-from').selectOption('files')
    const records = Array.from({ length: 40 }, (_, i) => Buffer.from(cifar10Record(i % 10, i)))
    const batch = { name: 'data_batch_1.bin', mimeType: 'application/octet-stream', buffer: Buffer.concat(records) }
    await page.getByTestId('data-set-files').setInputFiles(batch)
    await setTraining(page, {
      Steps: STEPS,
      'Ramp steps': 1,
      'Hold out': 8,
      'Batch size images': 8,
      'Learning rate': 1e-6,
    })
    await begin(page)
    await untilDone(page)
    await expect(run(page)).toHaveAttribute('data-step', String(STEPS))
  })

  await test.step('exported, and opened again from its own ONNX file', async () => {
    const download = await exportModel(page)
    const files = await unzip(await download.path())
    const names = [...files.keys()].map((name) => name.replace(/^.*\//, ''))
    expect(names.toSorted()).toEqual(['manifest.json', 'model.onnx', 'weights.safetensors'])
    await page.getByRole('button', { name: 'Compare with the original' }).click()
    const trained = page.locator('.model-heading[data-testid^="model-trained-"]')
    await expect(trained).toHaveAttribute('data-status', 'ready', { timeout: ENGINE_TIMEOUT })
    const id = ((await trained.getAttribute('data-testid')) ?? '').replace(/^model-/, '')
    await give(page, 'again.onnx', [...files].find(([name]) => name.endsWith('.onnx'))?.[1] as Buffer)
    await confirm(page)
    await expect(page.getByTestId('model-again')).toHaveAttribute('data-status', 'ready', { timeout: ENGINE_TIMEOUT })
    await expectSameNumbers(page, id, 'again')
  })
  expect(errors).toEqual([])
})
