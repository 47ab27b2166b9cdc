/** @file The engine frees its memory: its tensors are counted in the page's own worker. */
import { expect, test } from '@playwright/test'
import type { AttackInput } from '../src/engine/types'
import { modelIds, open, SMALL_MODELS, setNumber, slider, waitUntilCurrent } from './support/comparisonPage'
import { ask, engineWorker } from './support/engineWorker'

test('200 attacks leave the number of tensors unchanged', async ({ page }) => {
  await open(page, 'wasm', 1, SMALL_MODELS)
  await waitUntilCurrent(page)
  const worker = await engineWorker(page)
  const before = await ask(worker, 'memory', {})
  expect(before.tensorCount, 'the weights').toBeGreaterThan(10)

  const size = 32
  const pixels = Float32Array.from({ length: size * size * 3 }, (_, i) => 0.5 + 0.4 * Math.sin(i))
  const [modelId] = await modelIds(page)
  const epsilon = 8 / 255
  const stepSize = { rule: 'fixed', size: epsilon }
  const common = { norm: 'linf', epsilon, seed: 1, restarts: 1, l1Share: 0.02 }
  const attack = { id: 'pgd', settings: { ...common, steps: 1, stepSize, randomStart: true, result: 'last' } }
  const image = { pixels, height: size, width: size }
  const input = { modelId, image, label: 3, attack } as unknown as AttackInput
  const outcome = await ask(worker, 'attack', input, 200)
  expect(outcome.losses).toHaveLength(2)
  expect(await ask(worker, 'memory', {})).toEqual(before)
})

test('cancelled attacks leave no tensors either', async ({ page }) => {
  await open(page, 'wasm', 1, SMALL_MODELS)
  await waitUntilCurrent(page)
  const worker = await engineWorker(page)
  const before = await ask(worker, 'memory', {})
  await setNumber(page, 'Steps', 500)
  /** Of the first attack under way, between 0 and 1. */
  const progress = () =>
    page.evaluate(() => {
      const bars = [...document.querySelectorAll<HTMLElement>('.cell-progress')]
      return Math.max(0, ...bars.map((bar) => Number(/scaleX\((.*)\)/.exec(bar.style.transform)?.[1])))
    })
  for (let move = 0; move < 8; move++) {
    await slider(page).fill(String(1 + move))
    // It has begun, so that the next move cancels it midway: 500 steps take longer than a newer attack waits.
    await expect.poll(progress).toBeGreaterThan(0.05)
  }
  await setNumber(page, 'Steps', 1)
  await waitUntilCurrent(page)
  await expect.poll(() => ask(worker, 'memory', {})).toEqual(before)
})
