/** @file The page itself: its layout on desktops and phones, keyboard and screen reader use, and its marks. */
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import {
  cell,
  chooseImage,
  hoverPixel,
  modelIds,
  open,
  openSettings,
  ROWS,
  readBadge,
  readCanvas,
  readPredictions,
  SMALL_MODELS,
  slider,
  TWO_MODELS,
  waitUntilCurrent,
} from './support/comparisonPage'
import { percentile99, readGoldens, shareApart, signedGreys } from './support/goldens'

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const

async function expectNoOverflow(page: Page): Promise<void> {
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await expect.poll(overflow, 'width of what the document holds').toBeLessThanOrEqual(0)
}

async function expectCellsInView(page: Page, width: number): Promise<void> {
  for (const id of await modelIds(page)) {
    for (const row of ROWS) {
      const place = cell(page, row, id)
      await expect(place).toBeVisible()
      await expect(async () => {
        // On a phone, columns that do not fit are swiped into view.
        await place.scrollIntoViewIfNeeded()
        const box = (await place.boundingBox())!
        expect(box.x, `${row} of ${id}: left edge`).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width, `${row} of ${id}: right edge`).toBeLessThanOrEqual(width)
      }).toPass({ timeout: 10_000 })
    }
  }
}

/** Violations, each as the rule and the element that breaks it. */
async function findAxeViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

for (const size of SIZES) {
  test(`holds at ${size.width} × ${size.height}, light and dark`, async ({ page }) => {
    await page.setViewportSize(size)
    await open(page, 'wasm')
    await waitUntilCurrent(page)
    // Includes what is only shown at times: a refused image, and the badge's reasons.
    await page.getByTestId('image-file').setInputFiles(join(import.meta.dirname, 'fixtures', 'text.png'))
    await expect(page.getByTestId('file-notice')).toBeVisible()
    await readBadge(page)
    await waitUntilCurrent(page)
    for (const colorScheme of ['light', 'dark'] as const) {
      await test.step(colorScheme, async () => {
        await page.emulateMedia({ colorScheme })
        await expectNoOverflow(page)
        await expectCellsInView(page, size.width)
        expect(await findAxeViolations(page)).toEqual([])
      })
    }
  })
}

test('on a phone the settings are a sheet, and the slider stays above it', async ({ page }) => {
  const { width, height } = SIZES[1]
  await page.setViewportSize({ width, height })
  await page.goto('./?backend=wasm')
  await expect(page.locator('.rail-more')).not.toHaveAttribute('open')
  await expect(async () => {
    const box = (await slider(page).boundingBox())!
    expect(box.y, 'under the thumb').toBeGreaterThan(height / 2)
    expect(box.y + box.height).toBeLessThanOrEqual(height)
  }).toPass()
  await openSettings(page)
  await expect(slider(page)).toBeInViewport()
  await expect(page.locator('.gallery button').first()).toBeInViewport()
  await expectNoOverflow(page)
})

test('everything can be set by keyboard', async ({ page }) => {
  await open(page, 'wasm', 1, SMALL_MODELS)
  await waitUntilCurrent(page)
  await slider(page).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('epsilon')).toHaveText('8.25/255')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByTestId('epsilon')).toHaveText('7.75/255')
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '7.75/255')
  await page.keyboard.press('End')
  await expect(page.getByTestId('epsilon')).toHaveText('16/255')
  await page.keyboard.press('Home')
  await expect(page.getByTestId('epsilon')).toHaveText('0/255')

  const buttons = page.locator('.gallery button')
  const chosen = page.locator('.gallery button[aria-pressed="true"]')
  for (let i = 0; i < 12 && !(await chosen.evaluate((it) => it === document.activeElement)); i++) {
    await page.keyboard.press('Tab')
  }
  await expect(chosen, 'the gallery is one stop').toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(buttons.nth(1)).toHaveAttribute('aria-pressed', 'true')
  await waitUntilCurrent(page)
})

/** The adversarially trained model of CIFAR-10 gets it wrong, the natural one right. */
const WRONG_OF_ADVERSARIAL = 'cifar10_12_5'

const VERDICTS = {
  robust: { text: '● robust', word: 'robust', className: /is-robust/ },
  fooled: { text: '✕ fooled by the attack', word: 'fooled by the attack', className: /is-fooled/ },
  wrong: { text: '◇ wrong without an attack', word: 'wrong without an attack', className: /is-wrong/ },
  right: { text: '– right; no attack at ε = 0', word: 'right; no attack at ε = 0', className: /is-no-attack/ },
} as const

/** A model's verdict: its text, border, and description for screen readers. */
async function expectVerdict(page: Page, id: string, outcome: keyof typeof VERDICTS, size: string): Promise<void> {
  const { text, word, className } = VERDICTS[outcome]
  const attacked = cell(page, 'attacked', id)
  await expect(attacked.getByTestId('verdict')).toHaveText(
    outcome === 'wrong' || outcome === 'right' ? text : `${text} at ${size}`,
  )
  await expect(attacked.getByTestId('verdict')).toHaveClass(className)
  await expect(attacked.locator('.attacked')).toHaveClass(className)
  await expect(attacked.getByRole('img', { name: new RegExp(`^Attacked image: ${word}, `) })).toBeVisible()
}

test('the verdict matches the predictions without and with the attack, at every epsilon', async ({ page }) => {
  await open(page, 'wasm', 3)
  for (const epsilon of ['0', '1', '16']) {
    await slider(page).fill(epsilon)
    await waitUntilCurrent(page)
    for (const id of await modelIds(page)) {
      const [clean] = await readPredictions(page, 'image', id)
      const [first] = await readPredictions(page, 'attacked', id)
      const attacked = first!.isLabel ? 'robust' : 'fooled'
      const outcome = !clean!.isLabel ? 'wrong' : epsilon === '0' ? 'right' : attacked
      await expectVerdict(page, id, outcome, `${epsilon}/255`)
      if (epsilon === '0') {
        expect(await readPredictions(page, 'attacked', id)).toEqual(await readPredictions(page, 'image', id))
      }
    }
  }
})

test('an attack gets no credit for images that are already wrong or already predicted', async ({ page }) => {
  await open(page, 'wasm', 3, TWO_MODELS)
  const [natural, adversarial] = TWO_MODELS.split(',') as [string, string]
  await chooseImage(page, WRONG_OF_ADVERSARIAL)
  const choose = (name: string, option: string) =>
    page.getByRole('combobox', { name, exact: true }).selectOption({ label: option })
  await test.step('at any epsilon, and with a zero perturbation', async () => {
    for (const [attack, epsilon] of [
      ['PGD', '16'],
      ['PGD', '0'],
      ['FAB-T', '8'],
    ] as const) {
      await choose('Attack', attack)
      await slider(page).fill(epsilon)
      await waitUntilCurrent(page)
      await expectVerdict(page, adversarial, 'wrong', `${epsilon}/255`)
      if (attack === 'PGD') await expectVerdict(page, natural, epsilon === '0' ? 'right' : 'fooled', `${epsilon}/255`)
    }
  })

  await test.step('with a perturbation made on another model that gets it right', async () => {
    await choose('Attack', 'PGD')
    await page.getByRole('checkbox', { name: /made (on|for) the first model/i }).check()
    await waitUntilCurrent(page)
    await expectVerdict(page, adversarial, 'wrong', '8/255')
    await page.getByRole('checkbox', { name: /made (on|for) the first model/i }).uncheck()
  })

  await test.step('towards a target that is the label, or already predicted', async () => {
    const label = await page.getByTestId('label').inputValue()
    const [predicted] = await readPredictions(page, 'image', adversarial)
    await expect(page.getByTestId('target').locator('option', { hasText: label })).toHaveCount(0)
    await page.getByTestId('target').selectOption(predicted!.name)
    await waitUntilCurrent(page)
    const verdict = (id: string) => cell(page, 'attacked', id).getByTestId('verdict')
    await expect(verdict(adversarial)).toHaveText('– no attack')
    await expect(cell(page, 'attacked', adversarial).getByTestId('verdict-note')).toHaveText(
      `the target “${predicted!.name}” is predicted without an attack`,
    )
    await expect(verdict(natural)).toHaveText(/^(▲ target reached|○ target not reached) at 8\/255$/)
  })
})

test('the pixel under the pointer is marked in every cell of its row', async ({ page }) => {
  await open(page, 'wasm', 1, SMALL_MODELS)
  await waitUntilCurrent(page)
  const row = page.locator('[data-row="edges"]')
  const cells = row.locator('.pixels')
  const [x, y] = [20, 5]
  await hoverPixel(cells.first(), { x: x + 0.5, y: y + 0.5, size: 32 })
  const marks = row.locator('.pixel-mark')
  await expect(marks).toHaveCount(await cells.count())
  await expect(row.locator('.pixel-readout')).toHaveCount(await cells.count())
  const places = await marks.evaluateAll((all) => all.map((mark) => [mark.style.left, mark.style.top]))
  for (const place of places) expect(place).toEqual([`${(100 * x) / 32}%`, `${(100 * y) / 32}%`])
  await expect(page.locator('.pixel-mark')).toHaveCount(await cells.count())
  await page.mouse.move(2, 2)
  await expect(page.locator('.pixel-mark')).toHaveCount(0)
})

test('display options redraw the maps, and a shared scale is the same for all models', async ({ page }) => {
  const image = 'cifar10_03_0'
  await open(page, 'wasm')
  await waitUntilCurrent(page)
  const ids = await modelIds(page)
  const map = (id: string) => readCanvas(cell(page, 'gradient', id))
  const choose = (name: string) => page.getByRole('radio', { name, exact: true }).check({ force: true })
  const [first] = ids
  const signed = await map(first!)

  await choose('Absolute')
  // Twice the distance from middle grey, up to rounding.
  const absolute = signed.map((grey) => Math.min(255, Math.abs(2 * (grey - 127.5))))
  await expect.poll(async () => shareApart(await map(first!), absolute, 2)).toBe(0)
  expect(shareApart(signed, absolute, 2), 'another map').toBeGreaterThan(0.5)
  await choose('Signed')
  await expect.poll(() => map(first!)).toEqual(signed)

  await choose('G')
  const green = signed.map((_, i) => signed[i - (i % 3) + 1]!)
  await expect.poll(() => map(first!)).toEqual(green)
  await choose('RGB')

  await choose('Shared')
  const all = ids.map((id) => readGoldens(id)?.values(`${image}/gradient`))
  if (all.includes(undefined)) return
  const scale = Math.max(...all.map((gradient) => percentile99(gradient!)))
  for (const [i, id] of ids.entries()) {
    await expect.poll(async () => shareApart(await map(id), signedGreys(all[i]!, scale), 2), id).toBeLessThan(1e-3)
  }
})
