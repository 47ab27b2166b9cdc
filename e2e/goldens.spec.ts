/** @file The numbers and maps that the page displays on WebGPU, against PyTorch's in float64. */
import { expect, type Page, test } from '@playwright/test'
import {
  cell,
  chooseImage,
  modelIds,
  open,
  read,
  readBadge,
  readCanvas,
  readPredictions,
  setNumber,
  slider,
  waitUntilCurrent,
} from './support/comparisonPage'
import { expectDisplayed, percentage, signedTwoDecimals, threeDigits } from './support/displayed'
import {
  float32Error,
  goldenIndex,
  type ModelGoldens,
  percentile99,
  rank,
  readGoldens,
  shareApart,
  signedGreys,
} from './support/goldens'

/** The image with which the page opens, and another. */
const IMAGES = ['cifar10_03_0', 'cifar10_00_3']

// One page for all, in one worker.
test.describe.configure({ mode: 'default' })

let page: Page

test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  const { epsilon255, stepSize255, steps } = goldenIndex.pgd
  await open(page, 'webgpu', steps)
  await page.getByLabel('Step rule').selectOption({ label: 'fixed size' })
  await setNumber(page, 'Step size', stepSize255)
  await page.getByLabel('Random start').uncheck()
  await slider(page).fill(String(epsilon255))
  expect((await readBadge(page)).backend).toBe('webgpu')
})

test.afterAll(() => page.close())

async function forEachModel(check: (id: string, goldens: ModelGoldens) => Promise<void>): Promise<void> {
  let checked = 0
  for (const id of await modelIds(page)) {
    const goldens = readGoldens(id)
    if (goldens === null) continue
    await test.step(id, () => check(id, goldens))
    checked++
  }
  expect(checked, 'models with goldens').toBeGreaterThan(0)
}

for (const image of IMAGES) {
  test.describe(image, () => {
    test.beforeEach(async () => {
      const shown = page.locator(`.gallery button[aria-pressed="true"] img[src*="${image}"]`)
      await waitUntilCurrent(page)
      if ((await shown.count()) === 0) await chooseImage(page, image)
      await waitUntilCurrent(page)
    })

    test('loss, gradient norms and edge alignment match the golden values', () =>
      forEachModel(async (id, goldens) => {
        const lost = float32Error(goldens.number(`${image}/loss`))
        for (const [row, testId, name, write] of [
          ['image', 'loss', 'loss', threeDigits],
          ['gradient', 'gradient-l1', 'gradientL1', threeDigits],
          ['gradient', 'gradient-l2', 'gradientL2', threeDigits],
          ['edges', 'edge-alignment', 'edgeAlignment', signedTwoDecimals],
        ] as const) {
          const { text, value } = await read(page, row, id, testId)
          const golden = goldens.number(`${image}/${name}`)
          expectDisplayed(text, golden, write, (2e-4 + lost) * Math.abs(golden), name)
          expect(Math.abs(value / golden - 1), `${name} ${value}, golden ${golden}`).toBeLessThan(1e-3 + lost)
        }
      }))

    test('the likeliest classes and their percentages match the golden values', () =>
      forEachModel(async (id, goldens) => {
        const shown = await readPredictions(page, 'image', id)
        const expected = rank(goldens.values(`${image}/logits`), goldens.classes).slice(0, 3)
        expect(shown.map(({ name }) => name)).toEqual(expected.map(({ name }) => name))
        for (const [i, { name, probability }] of expected.entries()) {
          expectDisplayed(shown[i]!.share, probability, percentage, 2e-4 * probability, name)
        }
      }))

    test('the gradient map is the golden gradient, scaled by its 99th percentile', () =>
      forEachModel(async (id, goldens) => {
        const gradient = goldens.values(`${image}/gradient`)
        const greys = await readCanvas(cell(page, 'gradient', id))
        const expected = signedGreys(gradient, percentile99(gradient))
        expect(shareApart(greys, expected, 2)).toBeLessThan(1e-3)
        expect(new Set(greys).size, 'a uniform map would test nothing').toBeGreaterThan(50)
      }))

    test('an attack that starts from the image ends at the golden loss', () =>
      forEachModel(async (id, goldens) => {
        const { text, value } = await read(page, 'perturbation', id, 'attacked-loss')
        const golden = goldens.values(`${image}/pgd/fromImageLosses`).at(-1)!
        // Where a gradient is practically zero, float32 may flip its sign, and with it the direction of the step.
        expectDisplayed(text, value, threeDigits, 0, 'attacked loss')
        expect(Math.abs(value / golden - 1), `${value}, golden ${golden}`).toBeLessThan(0.01)
      }))
  })
}
