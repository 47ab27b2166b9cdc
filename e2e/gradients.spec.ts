/** @file The opening image agrees with the means over the test set; where it would not, another gradient is offered. */
import { expect, type Page, test } from '@playwright/test'
import {
  cell,
  chooseImage,
  modelIds,
  openSettings,
  read,
  readPredictions,
  TWO_MODELS,
  waitUntilCurrent,
} from './support/comparisonPage'
import { watchErrors } from './support/errors'

/** The natural model is nearly certain of its label. */
const SATURATED = 'cifar10_19_6'

const norm = (page: Page, id: string) => read(page, 'gradient', id, 'gradient-l1')
const gradientOf = (page: Page) => page.getByTestId('gradient-of')

for (const [set, models] of [
  ['CIFAR-10', null],
  [
    'Tiny-ImageNet-10',
    ['natural', 'adversarial', 'gradnorm-differences', 'edge'].map((it) => `tiny10-resnet-gelu-${it}`),
  ],
  ['Fashion-MNIST', ['natural', 'adversarial', 'gradnorm'].map((it) => `fashion-mnist-resnet-gelu-${it}`)],
] as const) {
  test(`opens with an image that agrees with the means over the test set: ${set}`, async ({ page }) => {
    const errors = watchErrors(page)
    await page.goto(`./?backend=wasm${models === null ? '' : `&models=${models.join(',')}`}`)
    await waitUntilCurrent(page)
    const [natural, adversarial, ...others] = (await modelIds(page)) as [string, string, ...string[]]
    const { value } = await norm(page, natural)
    for (const id of [natural, adversarial, ...others]) {
      const [first] = await readPredictions(page, 'image', id)
      expect(first!.isLabel, `${id} is right`).toBe(true)
      if (id !== natural) expect(value, id).toBeGreaterThan(3 * (await norm(page, id)).value)
      await expect(cell(page, 'gradient', id).getByTestId('saturation')).toHaveCount(0)
    }
    await expect(cell(page, 'attacked', natural).getByTestId('verdict')).toContainText('fooled')
    await expect(cell(page, 'attacked', adversarial).getByTestId('verdict')).toContainText('robust')
    expect(errors).toEqual([])
  })
}

test('where the loss is flat, the page says so and suggests the logit margin', async ({ page }) => {
  const errors = watchErrors(page)
  await page.goto(`./?backend=wasm&models=${TWO_MODELS}`)
  await openSettings(page)
  await chooseImage(page, SATURATED)
  await waitUntilCurrent(page)
  const [natural, adversarial] = TWO_MODELS.split(',') as [string, string]
  const row = page.locator('[data-row="gradient"]')
  const note = (id: string) => cell(page, 'gradient', id).getByTestId('saturation')
  const losses = [await norm(page, natural), await norm(page, adversarial)].map(({ value }) => value)
  expect(losses[0], 'the trap').toBeLessThan(losses[1]! / 100)
  await expect(note(natural)).toContainText('over 99.99 % on the label')
  await expect(note(adversarial)).toHaveCount(0)
  const attacked = await read(page, 'perturbation', natural, 'attacked-loss')

  await note(natural).getByRole('button', { name: 'Look at the logit margin' }).click()
  await waitUntilCurrent(page)
  await expect(gradientOf(page)).toHaveValue('margin')
  await expect(row.getByRole('heading')).toHaveText('Logit-margin gradient')
  await expect(cell(page, 'gradient', natural).locator('.symbol').first()).toHaveText('‖∇m‖₁')
  await expect(note(natural)).toHaveCount(0)
  expect((await norm(page, natural)).value).toBeGreaterThan(10 * (await norm(page, adversarial)).value)
  await expect(cell(page, 'gradient', natural).locator('.number').first()).toContainText(
    /test mean [\d,.]+ · \d+\w\w percentile of 5,000/,
  )
  await expect(page.getByTestId('measures-figure').locator('figcaption')).toContainText('gradient of the logit margin')
  expect(await read(page, 'perturbation', natural, 'attacked-loss'), 'the attack stays').toEqual(attacked)

  await gradientOf(page).selectOption({ label: 'True logit' })
  await waitUntilCurrent(page)
  await expect(cell(page, 'gradient', natural).locator('.symbol').first()).toHaveText('‖∇zy‖₁')
  await gradientOf(page).selectOption({ label: 'Loss' })
  await waitUntilCurrent(page)
  expect((await norm(page, natural)).value).toBe(losses[0])
  expect(errors).toEqual([])
})
