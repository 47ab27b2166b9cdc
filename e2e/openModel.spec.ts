/** @file A person's checkpoint without a manifest: found, assumed, checked, corrected, and then the same model as the zoo's. */
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { onnxGoldenFiles } from '../src/testing/onnxFiles'
import { ENGINE_TIMEOUT, expectModels, open, read, waitUntilCurrent } from './support/comparisonPage'
import { watchErrors } from './support/errors'

const ZOO = 'cifar10-resnet-gelu-natural'

const opening = (page: Page) => page.getByTestId('opening')

/** As if chosen in the dialog of models. */
async function give(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Models' }).first().click()
  const buffer = readFileSync(`models/${ZOO}/weights.safetensors`)
  await page.getByTestId('model-files').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await expect(opening(page).getByRole('button', { name: 'Open the model' })).toBeVisible()
}

test('bare weights become the zoo’s model again once the check has found the normalisation', async ({ page }) => {
  const errors = watchErrors(page)
  await open(page, 'wasm', 1, ZOO)
  await give(page, 'my network.safetensors')
  const form = opening(page)
  await expect(form).toContainText('ResNet')
  await expect(form).toContainText('620,714')
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Mine')
  await form.getByRole('combobox', { name: 'Activation' }).selectOption('gelu')
  await form.getByRole('combobox', { name: 'Normalisation' }).selectOption('bytes')
  await form.getByRole('button', { name: 'Check the model' }).click()
  const check = form.getByTestId('opening-check')
  await expect(check).toContainText('Clearly better than what is chosen above', { timeout: ENGINE_TIMEOUT })
  await check
    .getByRole('row', { name: /CIFAR-10’s/ })
    .getByRole('button', { name: 'Use' })
    .click()
  await expect(check).toContainText('Nothing is clearly better')
  // What the authors of the zoo wrote, which differs from the usual numbers in the fourth digit.
  await form.getByRole('textbox', { name: 'Standard deviation' }).fill('0.247, 0.2435, 0.2616')
  await form.getByRole('button', { name: 'Open the model' }).click()
  await expect(form).toHaveCount(0)
  await page.keyboard.press('Escape')
  // It gets its column once the engine has loaded it.
  await expectModels(page, [ZOO, 'mine'])
  await waitUntilCurrent(page)
  for (const [row, testId] of [
    ['gradient', 'gradient-l1'],
    ['gradient', 'gradient-l2'],
    ['image', 'loss'],
    ['perturbation', 'attacked-loss'],
  ] as const) {
    expect((await read(page, row, 'mine', testId)).value, testId).toBe((await read(page, row, ZOO, testId)).value)
  }
  expect(errors).toEqual([])
})

test('a model that is not opened after all leaves the page unchanged; keys are enough', async ({ page }) => {
  await open(page, 'wasm', 1, ZOO)
  await give(page, 'mine.safetensors')
  const name = opening(page).getByRole('textbox', { name: 'Name', exact: true })
  await name.focus()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('Backspace')
  await opening(page).getByRole('button', { name: 'Open the model' }).focus()
  await page.keyboard.press('Enter')
  // Refused, with the field that is wrong in focus.
  await expect(name).toBeFocused()
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await page.mouse.click(5, 5)
  await expect(opening(page), 'a click outside loses nothing').toBeVisible()
  await page.keyboard.press('Escape')
  await expect(opening(page)).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expectModels(page, [ZOO])
})

test('an ONNX classifier is opened, inspected and compared with the zoo’s models', async ({ page }) => {
  const errors = watchErrors(page)
  await open(page, 'wasm', 1, ZOO)
  const [bytes] = await onnxGoldenFiles('mobilenetv3')
  await page.getByRole('button', { name: 'Models' }).first().click()
  const file = {
    name: 'small net.onnx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes as Uint8Array),
  }
  await page.getByTestId('model-files').setInputFiles(file)
  const form = opening(page)
  await expect(form).toContainText('ONNX graph of')
  await form.getByRole('button', { name: 'Open the model' }).click()
  await expect(form).toHaveCount(0, { timeout: ENGINE_TIMEOUT })
  await page.keyboard.press('Escape')
  await expectModels(page, [ZOO, 'small-net'])
  await waitUntilCurrent(page)
  await expect(page.getByTestId('attacked-loss')).toHaveCount(2)
  await expect(page.getByTestId('gradient-l1')).toHaveCount(2)
  expect(errors).toEqual([])
})
