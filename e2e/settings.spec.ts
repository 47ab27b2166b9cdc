/** @file Settings changed while the engine works: the page stays responsive and ends with the last request. */
import { setTimeout } from 'node:timers/promises'
import { expect, type Page, test } from '@playwright/test'
import { cell, modelIds, open, read, SMALL_MODELS, setNumber, slider, waitUntilCurrent } from './support/comparisonPage'
import { watchErrors } from './support/errors'

/** The longest time without a new frame. */
const LONGEST_GAP_MS = 250

async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = { longestGap: 0, frames: 0 }
    Object.assign(window, { watch })
    let last = performance.now()
    const look = () => {
      const now = performance.now()
      watch.longestGap = Math.max(watch.longestGap, now - last)
      watch.frames++
      last = now
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

const framesWatched = (page: Page): Promise<{ longestGap: number; frames: number }> =>
  page.evaluate(() => (window as unknown as { watch: { longestGap: number; frames: number } }).watch)

type Point = readonly [x: number, y: number]

/** Takes hold of the slider in its middle. Returns where a share of its track is. */
async function grabSlider(page: Page): Promise<(share: number) => Point> {
  const track = (await slider(page).boundingBox())!
  const at = (share: number): Point => [track.x + 8 + share * (track.width - 16), track.y + track.height / 2]
  await page.mouse.move(...at(0.5))
  await page.mouse.down()
  return at
}

/** Drags to and fro, `reach` to either side. */
async function swing(
  page: Page,
  at: (share: number) => Point,
  { moves, msBetween, reach }: { readonly moves: number; readonly msBetween: number; readonly reach: number },
): Promise<void> {
  const began = Date.now()
  const made: Promise<void>[] = []
  for (let move = 1; move <= moves; move++) {
    // Not awaited, as a person does not wait for the page either.
    made.push(page.mouse.move(...at(0.5 + reach * Math.sin(move / 8))))
    await setTimeout(Math.max(0, began + msBetween * move - Date.now()))
  }
  await Promise.all(made)
}

test('a slider moved 200 times in 5 s leaves the page responsive and computes the last epsilon', {
  tag: '@alone',
}, async ({ page }) => {
  const errors = watchErrors(page)
  await open(page, 'wasm', 10)
  await waitUntilCurrent(page)
  const at = await grabSlider(page)
  await watchFrames(page)
  await swing(page, at, { moves: 200, msBetween: 25, reach: 0.5 })
  await page.mouse.move(...at(0.2))
  await page.mouse.up()
  const { longestGap, frames } = await framesWatched(page)
  expect(longestGap, 'longest time without a frame, in ms').toBeLessThan(LONGEST_GAP_MS)
  expect(frames).toBeGreaterThan(50)
  await waitUntilCurrent(page)
  const epsilon = Number(await slider(page).inputValue())
  expect(epsilon).toBeGreaterThan(1)
  expect(epsilon).toBeLessThan(6)
  for (const id of await modelIds(page)) {
    expect((await read(page, 'perturbation', id, 'perturbation-epsilon')).value).toBe(epsilon)
  }
  expect(errors).toEqual([])
})

/** Records when each column shows a perturbation for another epsilon. */
const watchResults = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const results: { column: string; at: number }[] = []
    Object.assign(window, { results })
    const shown = new Map<string, string | null>()
    const look = () => {
      for (const data of document.querySelectorAll('[data-testid="perturbation-epsilon"]')) {
        const column = data.closest('[data-testid^="cell-perturbation-"]')?.getAttribute('data-testid') ?? ''
        const value = data.getAttribute('value')
        if (shown.has(column) && shown.get(column) !== value) results.push({ column, at: performance.now() })
        shown.set(column, value)
      }
    }
    look()
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true })
  })

test('dragging a slider for three seconds shows new attacks in all four columns on the way', {
  tag: '@alone',
}, async ({ page }) => {
  await open(page, 'wasm', 10)
  await waitUntilCurrent(page)
  const at = await grabSlider(page)
  await watchResults(page)
  await swing(page, at, { moves: 150, msBetween: 20, reach: 0.4 })
  const results = await page.evaluate(
    () => (window as unknown as { results: { column: string; at: number }[] }).results,
  )
  await page.mouse.up()
  const columns = [...new Set(results.map(({ column }) => column))]
  const gaps = results.slice(1).map(({ at: time }, i) => time - results[i]!.at)
  const counts = columns.map((id) => results.filter(({ column }) => column === id).length)
  test.info().annotations.push({ type: 'results', description: `${counts.join(', ')}; ${Math.max(...gaps)} ms` })
  expect(columns, 'with new results').toHaveLength(4)
  expect(results.length, 'results in 3 s').toBeGreaterThanOrEqual(15)
  expect(Math.max(...counts) - Math.min(...counts), 'turns are fair').toBeLessThanOrEqual(2)
  await waitUntilCurrent(page)
  await expect(page.getByTestId('first-look')).toHaveCount(0)
})

test('a result is shown with its own epsilon until the new one is ready', {
  tag: '@alone',
}, async ({ page }) => {
  await open(page, 'wasm')
  await waitUntilCurrent(page)
  const [id] = await modelIds(page)
  const epsilon = cell(page, 'perturbation', id!).getByTestId('perturbation-epsilon')
  const stale = cell(page, 'perturbation', id!).locator('[data-stale]')
  await expect(epsilon).toHaveText('8/255')
  await setNumber(page, 'Steps', 1000)
  await expect(stale).toHaveAttribute('data-stale', 'true')
  // A slider that moves sooner after another change would be shown a first look.
  await page.waitForTimeout(500)
  await slider(page).fill('4')
  await expect(page.getByTestId('epsilon')).toHaveText('4/255')
  await expect(stale).toHaveAttribute('data-stale', 'true')
  await expect(epsilon).toHaveText('8/255')
  await expect(cell(page, 'attacked', id!).getByTestId('verdict')).toContainText('at 8/255')
  await setNumber(page, 'Steps', 1)
  // Long before the 1000 steps of four models are done.
  await waitUntilCurrent(page, 15_000)
  await expect(epsilon).toHaveText('4/255')
  await expect(cell(page, 'attacked', id!).getByTestId('verdict')).toContainText('at 4/255')
})

test('a change of steps, seed or label is computed and becomes current', async ({ page }) => {
  const errors = watchErrors(page)
  await open(page, 'wasm', 1, SMALL_MODELS)
  await waitUntilCurrent(page)
  const [id] = await modelIds(page)
  const attackedLoss = async () => (await read(page, 'perturbation', id!, 'attacked-loss')).value
  const loss = async () => (await read(page, 'image', id!, 'loss')).value
  const atFirst = await attackedLoss()

  await setNumber(page, 'Seed', 2)
  await waitUntilCurrent(page)
  const withSeed2 = await attackedLoss()
  expect(withSeed2, 'another start').not.toBe(atFirst)

  await setNumber(page, 'Steps', 5)
  await waitUntilCurrent(page)
  expect(await attackedLoss(), 'five steps lead further than one').toBeGreaterThan(withSeed2)

  const label = await page.getByTestId('label').inputValue()
  const lossOfLabel = await loss()
  await page.getByTestId('label').selectOption(label === 'Bag' ? 'Coat' : 'Bag')
  await waitUntilCurrent(page)
  expect(await loss()).not.toBe(lossOfLabel)
  await page.getByTestId('label').selectOption(label)
  await setNumber(page, 'Steps', 1)
  await setNumber(page, 'Seed', 1)
  await waitUntilCurrent(page)
  expect(await loss(), 'the same settings, the same number').toBe(lossOfLabel)
  expect(await attackedLoss()).toBe(atFirst)

  await page.getByTestId('label').selectOption('')
  await waitUntilCurrent(page)
  await setNumber(page, 'Steps', 0)
  await expect(page.getByText(/too small; choose a whole number from 1 to 10/)).toBeVisible()
  expect(errors).toEqual([])
})

test('closing the page during an attack leaves no error behind', async ({ context, page }) => {
  const errors = watchErrors(page)
  context.on('weberror', (error) => errors.push(error.error().message))
  await open(page, 'wasm', 1, SMALL_MODELS)
  await waitUntilCurrent(page)
  await setNumber(page, 'Steps', 5000)
  await expect(page.locator('.cell-progress').first()).toBeVisible()
  await page.close({ runBeforeUnload: true })
  const another = await context.newPage()
  await open(another, 'wasm', 1, SMALL_MODELS)
  await waitUntilCurrent(another)
  expect(errors).toEqual([])
})
