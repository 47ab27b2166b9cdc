/** @file Actions and readings of the tests on the page, as a person would do them. */
import { expect, type Locator, type Page } from '@playwright/test'

export const ROWS = ['image', 'gradient', 'edges', 'perturbation', 'attacked'] as const
export type Row = (typeof ROWS)[number]
export type Backend = 'webgpu' | 'wasm' | 'webgl' | 'cpu' | 'auto'

/** Time for a slow backend to load, inspect and attack with every model: SwiftShader manages about 0.7 GFLOP/s. */
export const ENGINE_TIMEOUT = 120_000

/** Two models, for tests that do not need the four with which the page opens and where each takes long. */
export const TWO_MODELS = 'cifar10-resnet-gelu-natural,cifar10-resnet-gelu-adversarial'

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

/** The models in the order of their columns. */
export async function modelIds(page: Page): Promise<string[]> {
  const headings = page.locator('.model-heading')
  await expect(headings.first()).toBeVisible()
  const testIds = await headings.evaluateAll((all) => all.map((heading) => heading.getAttribute('data-testid') ?? ''))
  return testIds.map((testId) => testId.replace(/^model-/, ''))
}

export const cell = (page: Page, row: Row, modelId: string): Locator => page.getByTestId(`cell-${row}-${modelId}`)

/**
 * Waits until no model is loading and every cell of every loaded model is up to date with the settings. Columns and
 * cells are counted at one moment, again and again: a model that has been opened adds its column at a later one.
 */
export async function waitUntilCurrent(page: Page, timeout = ENGINE_TIMEOUT): Promise<void> {
  await expect
    .poll(() => page.evaluate(staleness), { timeout, message: 'the comparison is up to date' })
    .toEqual({ loading: 0, missing: 0 })
}

/** How many models are loading, and how many cells of the loaded ones are not up to date. Runs in the page. */
function staleness(): { loading: number; missing: number } {
  const count = (selector: string): number => document.querySelectorAll(selector).length
  const cells = count('.model-heading[data-status="ready"]') * count('tr:has(> .matrix-cell)')
  return {
    loading: count('.model-heading[data-status="loading"]'),
    missing: cells - count('[data-stale="false"][aria-busy="false"]'),
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
  return { text: await textOf(data), value: Number(await data.getAttribute('value')) }
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
