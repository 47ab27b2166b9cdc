/** @file Actions and readings of the tests on the page, as a person would do them. */
import { expect, type Locator, type Page } from '@playwright/test'

export const ROWS = ['image', 'gradient', 'edges', 'perturbation', 'attacked'] as const
export type Row = (typeof ROWS)[number]
export type Backend = 'webgpu' | 'wasm' | 'webgl' | 'cpu' | 'auto'

/** Time for a slow backend to load, inspect and attack with every model: SwiftShader manages about 0.7 GFLOP/s. */
export const ENGINE_TIMEOUT = 120_000

/** Two models, for tests that do not need the four with which the page opens and where each takes long. */
export const TWO_MODELS = 'cifar10-resnet-gelu-natural,cifar10-resnet-gelu-adversarial'

/** The smallest two, with some thirtieth of the arithmetic, for tests of anything but the models themselves. */
export const SMALL_MODELS = 'fashion-mnist-resnet-gelu-natural,fashion-mnist-resnet-gelu-adversarial'

/**
 * Opens the page. Attacks have one step unless a test needs more; this is set
 * before the engine has started, so that nothing longer ever runs.
 */
export async function open(page: Page, backend: Backend, steps = 1, models?: string): Promise<void> {
  const asked = { ...(backend === 'auto' ? {} : { backend }), ...(models === undefined ? {} : { models }) }
  await page.goto(`./?${new URLSearchParams(asked)}`)
  await openSettings(page)
  await setNumber(page, 'Steps', steps)
}

/** On a phone the settings are in a closed sheet. */
export async function openSettings(page: Page): Promise<void> {
  const sheet = page.locator('.rail-more')
  if (!(await sheet.evaluate((details: HTMLDetailsElement) => details.open))) await sheet.locator('> summary').click()
}

export async function setNumber(page: Page, label: 'Steps' | 'Step size' | 'Seed', value: number): Promise<void> {
  await page.getByRole('spinbutton', { name: label }).fill(String(value))
}

export const slider = (page: Page): Locator => page.getByRole('slider', { name: /attack size/i })

export async function chooseImage(page: Page, name: string): Promise<void> {
  await page.locator(`.gallery button:has(img[src*="${name}"])`).click()
  await expect(page.locator(`.gallery button[aria-pressed="true"] img[src*="${name}"]`)).toBeVisible()
}

/** The models in the order of their columns at this moment; `expectModels` waits for a change. */
export async function modelIds(page: Page): Promise<string[]> {
  const headings = page.locator('.model-heading')
  await expect(headings.first()).toBeVisible()
  const testIds = await headings.evaluateAll((all) => all.map((heading) => heading.getAttribute('data-testid') ?? ''))
  return testIds.map((testId) => testId.replace(/^model-/, ''))
}

/** Waits until these models have a column, in this order. */
export async function expectModels(page: Page, ids: readonly string[], timeout = ENGINE_TIMEOUT): Promise<void> {
  await expect.poll(() => modelIds(page), { timeout, message: 'the columns' }).toEqual(ids)
}

export const cell = (page: Page, row: Row, modelId: string): Locator => page.getByTestId(`cell-${row}-${modelId}`)

/**
 * Waits until a model is there, none is loading, no other image is being read, and every map and every cell of every
 * loaded model is up to date with the settings. All of this is counted at one moment, again and again.
 *
 * A setting, a model of the zoo, a label or an image of the gallery makes cells stale before its action is over. A file
 * is read first: wait until its image or its column is there, and then for this.
 */
export async function waitUntilCurrent(page: Page, timeout = ENGINE_TIMEOUT): Promise<void> {
  await expect
    .poll(() => page.evaluate(staleness), { timeout, message: 'the comparison is up to date' })
    .toEqual({ isEmpty: false, loading: 0, missing: 0, staleMaps: 0 })
}

/** How many models are loading, and what of the loaded ones is not up to date. Runs in the page. */
function staleness() {
  const count = (selector: string): number => document.querySelectorAll(selector).length
  const models = count('.model-heading[data-status="ready"]')
  const cells = models * count('tr:has(> .matrix-cell)')
  return {
    isEmpty: models === 0,
    loading: count('.model-heading[data-status="loading"]'),
    missing: cells - count('[data-stale="false"][aria-busy="false"]'),
    // Of the image and its edges, which all models share.
    staleMaps: count('.row-common :is([aria-busy="true"], .is-stale, .placeholder)'),
  }
}

/** The visible text of an element. */
export async function textOf(locator: Locator): Promise<string> {
  await expect(locator).toBeVisible()
  return ((await locator.textContent()) ?? '').trim()
}

export interface Reading {
  /** As displayed. */
  readonly text: string
  /** In full precision. */
  readonly value: number
}

export async function read(page: Page, row: Row, modelId: string, testId: string): Promise<Reading> {
  const data = cell(page, row, modelId).getByTestId(testId)
  await expect(data).toBeVisible()
  // Both at one moment.
  const [text, value] = await data.evaluate((it: HTMLDataElement) => [it.textContent ?? '', it.value])
  return { text: text!.trim(), value: Number(value) }
}

export interface Prediction {
  readonly name: string
  readonly share: string
  readonly isLabel: boolean
}

export function readPredictions(page: Page, row: 'image' | 'attacked', modelId: string): Promise<Prediction[]> {
  return cell(page, row, modelId)
    .locator('.predictions li')
    .evaluateAll((items) =>
      items.map((item) => ({
        name: item.querySelector('.prediction-name')?.textContent ?? '',
        share: item.querySelector('.prediction-share')?.textContent ?? '',
        isLabel: item.classList.contains('is-label'),
      })),
    )
}

/** Every model's numbers, for comparing before and after. */
export async function readNumbers(page: Page): Promise<Record<string, number>> {
  const numbers: Record<string, number> = {}
  for (const id of await modelIds(page)) {
    for (const [row, testId] of [
      ['gradient', 'gradient-l1'],
      ['edges', 'edge-alignment'],
      ['image', 'loss'],
      ['perturbation', 'attacked-loss'],
    ] as const) {
      numbers[`${id} ${testId}`] = (await read(page, row, id, testId)).value
    }
  }
  return numbers
}

/** Points at a pixel of a map of `size` × `size` pixels, wherever the map is by then; fractions lie within the pixel. */
export async function hoverPixel(map: Locator, { x, y, size }: { x: number; y: number; size: number }): Promise<void> {
  const { width, height } = (await map.boundingBox())!
  await map.hover({ position: { x: (x / size) * width, y: (y / size) * height } })
}

/** Red, green and blue of a canvas's pixels, row by row, in 0 to 255. */
export function readCanvas(container: Locator): Promise<number[]> {
  return container.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
    return Array.from(data).filter((_, i) => i % 4 !== 3)
  })
}

/** Opens the badge and reads its explanation of the choice. */
export async function readBadge(page: Page): Promise<{ backend: string; text: string }> {
  const badge = page.getByTestId('backend-badge')
  await expect(badge).toBeVisible({ timeout: ENGINE_TIMEOUT })
  if (!(await badge.evaluate((details: HTMLDetailsElement) => details.open))) await badge.locator('summary').click()
  return { backend: (await badge.getAttribute('data-backend')) ?? '', text: await textOf(badge) }
}
