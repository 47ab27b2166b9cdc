/** @file The gallery, and models of different input sizes and classes beside each other, each with its own image. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { formulaByte } from '../src/images/testImages'
import {
  cell,
  chooseImage,
  ENGINE_TIMEOUT,
  expectModels,
  hoverPixel,
  openSettings,
  readCanvas,
  readNumbers,
  readPredictions,
  setNumber,
  textOf,
  waitUntilCurrent,
} from './support/comparisonPage'
import { watchErrors } from './support/errors'
import { serveUntrained, UNTRAINED } from './support/untrainedModel'

const SMALL = 32
const LARGE = UNTRAINED.size
/** Served in place of this model; the two before stay unchanged. */
const REPLACED = 'cifar10-resnet-gelu-gradnorm'
const KEPT = ['cifar10-resnet-gelu-natural', 'cifar10-resnet-gelu-adversarial'] as const
const MODELS = [...KEPT, REPLACED]

async function openModels(page: Page, models: readonly string[]): Promise<void> {
  await page.goto(`./?backend=wasm&models=${models.join(',')}`)
  await openSettings(page)
  await setNumber(page, 'Steps', 1)
  await expectModels(page, models)
}

/** As openModels, then chooses the horse, since the first image depends on which model is ready first. */
async function openModelsOnHorse(page: Page, models: readonly string[]): Promise<void> {
  await openModels(page, models)
  await chooseImage(page, 'cifar10_13_7')
}

/** What models of each size have in common in a row, smallest size first. */
const commons = (page: Page, row: 'image' | 'edges'): Locator => page.locator(`[data-row="${row}"] .per-size`)

const canvasSizes = (place: Locator): Promise<number[]> =>
  place.locator('canvas').evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).width))

/** The class for which a model's loss is computed. */
async function lossClass(page: Page, id: string): Promise<string> {
  const title = await cell(page, 'image', id).locator('.number', { hasText: 'loss' }).getAttribute('title')
  return /^Cross-entropy for "(.+)"$/.exec(title ?? '')?.[1] ?? ''
}

const group = (page: Page, id: string): Locator => page.getByTestId(`gallery-${id}`)
const isOpen = (details: Locator): Promise<boolean> => details.evaluate((it: HTMLDetailsElement) => it.open)

/** A PNG whose pixels follow a formula of their position. */
async function drawPng(page: Page, size: number): Promise<Buffer> {
  const bytes = Array.from({ length: size * size * 4 }, (_, i) => {
    const pixel = Math.floor(i / 4)
    return i % 4 === 3 ? 255 : formulaByte(pixel % size, Math.floor(pixel / size), i % 4)
  })
  const base64 = await page.evaluate(
    async ({ bytes, size }) => {
      const canvas = new OffscreenCanvas(size, size)
      canvas.getContext('2d')!.putImageData(new ImageData(new Uint8ClampedArray(bytes), size, size), 0, 0)
      const png = await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer()
      return btoa(String.fromCharCode(...new Uint8Array(png)))
    },
    { bytes, size },
  )
  return Buffer.from(base64, 'base64')
}

test('models of two sizes see the same image, each at its own size', async ({ page }) => {
  const errors = watchErrors(page)
  await serveUntrained(page, REPLACED)
  await openModelsOnHorse(page, MODELS)
  await waitUntilCurrent(page)

  await test.step('every map has the model’s own size', async () => {
    for (const id of MODELS) {
      const size = id === REPLACED ? LARGE : SMALL
      for (const row of ['gradient', 'edges', 'perturbation', 'attacked'] as const) {
        expect(await canvasSizes(cell(page, row, id)), `${row} of ${id}`).toEqual([size])
      }
    }
    for (const row of ['image', 'edges'] as const) {
      await expect(commons(page, row)).toHaveCount(2)
      expect(await canvasSizes(commons(page, row))).toEqual([SMALL, LARGE])
      await expect(commons(page, row).locator('figcaption')).toHaveText(['32 × 32', '64 × 64'])
    }
    await expect(page.locator('.note')).toHaveText('enlarged from 32 × 32 to 64 × 64, which adds no detail')
  })

  await test.step('an image of the larger size reaches the larger model byte for byte', async () => {
    const buffer = await drawPng(page, LARGE)
    await page.getByTestId('image-file').setInputFiles({ name: 'drawn.png', mimeType: 'image/png', buffer })
    await expect(commons(page, 'image').getByRole('img', { name: 'drawn.png' })).toHaveCount(2)
    await waitUntilCurrent(page)
    const [small, large] = await Promise.all([0, 1].map((i) => readCanvas(commons(page, 'image').nth(i))))
    const expected = Array.from({ length: LARGE * LARGE * 3 }, (_, i) => {
      const pixel = Math.floor(i / 3)
      return formulaByte(pixel % LARGE, Math.floor(pixel / LARGE), i % 3)
    })
    expect(large).toEqual(expected)
    expect(small).toHaveLength(SMALL * SMALL * 3)
    await expect(page.locator('.note')).toHaveText('resized from 64 × 64 to 32 × 32')
  })

  await test.step('a photograph is the same for both, except in detail', async () => {
    await chooseImage(page, 'chelsea')
    await waitUntilCurrent(page)
    const [small, large] = await Promise.all([0, 1].map((i) => readCanvas(commons(page, 'image').nth(i))))
    const errorsOfMeans = small!.map((byte, i) => {
      const [x, y] = [Math.floor(i / 3) % SMALL, Math.floor(i / 3 / SMALL)]
      const four = [0, 1].flatMap((dy) =>
        [0, 1].map((dx) => large![((2 * y + dy) * LARGE + 2 * x + dx) * 3 + (i % 3)]!),
      )
      return Math.abs(byte - four.reduce((sum, value) => sum + value, 0) / 4)
    })
    expect(errorsOfMeans.reduce((sum, value) => sum + value, 0) / errorsOfMeans.length).toBeLessThan(4)
    expect(new Set(large).size).toBeGreaterThan(100)
    await expect(page.getByText('Photograph: Stefan van der Walt, CC0')).toBeVisible()
  })

  await test.step('accessible to screen readers, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze()
      expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))).toEqual([])
    }
  })

  await test.step('the pixel under the pointer is at the same place in every size', async () => {
    const row = page.locator('[data-row="gradient"]')
    await hoverPixel(row.locator('.pixels').first(), { x: 20.3, y: 5.8, size: SMALL })
    await expect(row.locator('.pixel-mark')).toHaveCount(MODELS.length)
    const marks = await row
      .locator('.pixel-mark')
      .evaluateAll((all) => all.map(({ style }) => [style.left, style.top, style.width].map(Number.parseFloat)))
    const at = (x: number, y: number, size: number) => [x, y, 1].map((pixels) => (100 * pixels) / size)
    for (const [i, mark] of marks.entries()) {
      const expected = i < KEPT.length ? at(20, 5, SMALL) : at(40, 11, LARGE)
      for (const [k, value] of mark.entries()) expect(value).toBeCloseTo(expected[k]!, 3)
    }
    await page.mouse.move(2, 2)
  })
  expect(errors).toEqual([])
})

test('a label is a class name: a model without it uses its own prediction, and says so', async ({ page }) => {
  const errors = watchErrors(page)
  await serveUntrained(page, REPLACED)
  await openModelsOnHorse(page, MODELS)
  await waitUntilCurrent(page)
  const label = page.getByTestId('label')
  const explanation = page.getByTestId('label-explanation')
  const own = (id: string) => cell(page, 'image', id).getByTestId('label-unknown')

  const expectOwnPrediction = async (id: string) => {
    const [first] = await readPredictions(page, 'image', id)
    expect(await lossClass(page, id)).toBe(first!.name)
    expect(first!.isLabel).toBe(true)
  }

  await expect(label.locator('optgroup')).toHaveCount(3)
  const groups = await label
    .locator('optgroup')
    .evaluateAll((all) => all.map((it) => [(it as HTMLOptGroupElement).label, it.children.length]))
  expect(groups).toEqual([
    ['CIFAR-10 and Tiny-ImageNet-10', 3],
    ['CIFAR-10', 7],
    ['Tiny-ImageNet-10', 7],
  ])

  // The image is a horse, which is no class of one of the models.
  await expect(label).toHaveValue('horse')
  for (const id of KEPT) expect(await lossClass(page, id)).toBe('horse')
  await expectOwnPrediction(REPLACED)
  await expect(own(REPLACED)).toContainText('horse')
  await expect(explanation).toContainText('Untrained has no class “horse”')

  await label.selectOption('car')
  await waitUntilCurrent(page)
  expect(await lossClass(page, REPLACED)).toBe('car')
  for (const id of KEPT) {
    await expectOwnPrediction(id)
    await expect(own(id)).toContainText('car')
  }
  await expect(own(REPLACED)).toHaveCount(0)

  await chooseImage(page, 'dalmatian')
  await waitUntilCurrent(page)
  await expect(label).toHaveValue('dog')
  for (const id of MODELS) expect(await lossClass(page, id)).toBe('dog')
  await expect(explanation).toHaveCount(0)

  await chooseImage(page, 'coffee')
  await waitUntilCurrent(page)
  await expect(label).toHaveValue('')
  for (const id of MODELS) await expectOwnPrediction(id)
  expect(errors).toEqual([])
})

test('adding a model of another size decodes the image for it; others keep theirs', async ({ page }) => {
  const errors = watchErrors(page)
  let release = () => {}
  await serveUntrained(
    page,
    REPLACED,
    new Promise((resolve) => {
      release = resolve
    }),
  )
  await openModelsOnHorse(page, MODELS)
  for (const id of KEPT) {
    await expect(cell(page, 'attacked', id).locator('[data-stale="false"]')).toHaveCount(1, { timeout: ENGINE_TIMEOUT })
  }
  await expect(commons(page, 'image')).toHaveCount(1)
  await expect(commons(page, 'image').locator('figcaption')).toHaveCount(0)
  expect(await isOpen(group(page, 'photographs'))).toBe(false)
  const pixels = await readCanvas(commons(page, 'image'))
  const lossOf = async (id: string) => cell(page, 'image', id).getByTestId('loss').getAttribute('value')
  const losses = await Promise.all(KEPT.map(lossOf))

  release()
  await waitUntilCurrent(page)
  await expect.poll(() => canvasSizes(commons(page, 'image'))).toEqual([SMALL, LARGE])
  await expect.poll(() => canvasSizes(commons(page, 'edges'))).toEqual([SMALL, LARGE])
  expect(await readCanvas(commons(page, 'image').first())).toEqual(pixels)
  expect(await Promise.all(KEPT.map(lossOf))).toEqual(losses)
  expect(Object.values(await readNumbers(page)).every(Number.isFinite)).toBe(true)
  expect(await isOpen(group(page, 'photographs')), 'now a model has its classes').toBe(true)
  expect(errors).toEqual([])
})

test('images that match the models come first, and all can be chosen', async ({ page }) => {
  const errors = watchErrors(page)
  await serveUntrained(page, REPLACED)
  await openModels(page, [REPLACED])
  await waitUntilCurrent(page)
  await expect(page.locator('.gallery-group summary').first()).toContainText('Photographs')
  expect([await isOpen(group(page, 'photographs')), await isOpen(group(page, 'cifar10'))]).toEqual([true, false])
  await expect(page.getByTestId('label')).toHaveValue('dog')
  await expect(page.getByTestId('label').locator('optgroup')).toHaveCount(0)
  expect(await canvasSizes(commons(page, 'image'))).toEqual([LARGE])
  await expect(commons(page, 'image').locator('figcaption')).toHaveCount(0)

  await group(page, 'cifar10').locator('summary').click()
  await chooseImage(page, 'cifar10_01_8')
  await waitUntilCurrent(page)
  await expect(page.getByTestId('label'), 'a class that no model shown has').toHaveValue('ship')
  expect(await textOf(page.getByTestId('label-explanation'))).toContain('None of the models has the class “ship”')

  const sources = group(page, 'photographs').getByRole('link', { name: /Sources and licences/ })
  const attribution = await page.request.get((await sources.getAttribute('href'))!)
  expect(await attribution.text()).toContain('CC BY 2.0')
  expect(errors).toEqual([])
})
