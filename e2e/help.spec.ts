/** @file What explains the page: the tour, the terms, and the article with its figures. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import {
  ENGINE_TIMEOUT,
  modelIds,
  read,
  SMALL_MODELS,
  slider,
  TWO_MODELS,
  waitUntilCurrent,
} from './support/comparisonPage'
import { watchErrors } from './support/errors'

const tour = (page: Page) => page.getByTestId('tour')

async function pressByKeyboard(page: Page, name: string): Promise<void> {
  await tour(page).getByRole('button', { name }).focus()
  await page.keyboard.press('Enter')
}

/** In one part of the page, without the comparison's own panel. */
async function findAxeViolations(page: Page, part: string): Promise<string[]> {
  const builder = new AxeBuilder({ page }).include(part).exclude('.article-panel')
  const { violations } = await builder.withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

test('the tour is offered once, taken by keyboard, moves the page, and ends with Escape', async ({ page }) => {
  const errors = watchErrors(page)
  await page.goto('./')
  const offer = page.getByTestId('tour-offer')
  await expect(offer).toBeVisible()
  expect(await page.evaluate(() => document.activeElement === document.body), 'the offer takes no focus').toBe(true)
  await offer.getByRole('button', { name: 'Take the tour' }).focus()
  await page.keyboard.press('Enter')

  const heading = tour(page).getByRole('heading')
  await expect(heading).toHaveText('Look at the gradient')
  await expect(heading).toBeFocused()
  await pressByKeyboard(page, 'Draw all on one scale')
  await expect(page.getByRole('radio', { name: 'Shared' })).toBeChecked()
  await pressByKeyboard(page, 'Next')
  await expect(heading).toHaveText('Drag the attack’s size')
  await pressByKeyboard(page, 'Set ε to 2/255')
  await expect(page.getByTestId('epsilon')).toHaveText('2/255')
  await slider(page).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('epsilon'), 'the page stays in use').toHaveText('2.25/255')
  await pressByKeyboard(page, 'Next')
  await expect(heading).toHaveText('Read the verdict')
  await pressByKeyboard(page, 'Next')
  const [first, second] = await modelIds(page)
  await pressByKeyboard(page, 'Swap the first two')
  await expect.poll(async () => (await modelIds(page)).slice(0, 2)).toEqual([second, first])
  await page.keyboard.press('Escape')
  await expect(tour(page)).toHaveCount(0)
  await expect(page.getByTestId('help')).toBeFocused()

  await page.goto('./')
  // It would be offered above the first column.
  await expect(page.locator('.model-heading').first()).toBeVisible()
  await expect(offer).toHaveCount(0)
  expect(errors).toEqual([])
})

test('the tour hides nothing that it speaks of, and terms open and close by keyboard', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(`./?backend=wasm&models=${SMALL_MODELS}`)
  await waitUntilCurrent(page)
  await expect(page.getByTestId('tour-offer'), 'whoever follows a link is not asked').toHaveCount(0)
  for (const size of [
    { width: 1280, height: 720 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size)
    await page.getByTestId('help').click()
    await page.getByRole('button', { name: 'Take the tour' }).click()
    for (let step = 1; step <= 5; step++) {
      await expect(tour(page)).toContainText(`${step} of 5`)
      await expect(async () => {
        const [card, target] = await Promise.all([tour(page).boundingBox(), page.locator('.tour-ring').boundingBox()])
        const apart =
          card!.x >= target!.x + target!.width ||
          card!.x + card!.width <= target!.x ||
          card!.y >= target!.y + target!.height ||
          card!.y + card!.height <= target!.y
        expect(apart, `${size.width}: step ${step}`).toBe(true)
        expect(card!.x).toBeGreaterThanOrEqual(0)
        expect(card!.x + card!.width).toBeLessThanOrEqual(size.width)
        expect(card!.y + card!.height).toBeLessThanOrEqual(size.height)
      }).toPass({ timeout: ENGINE_TIMEOUT })
      if (step === 1) expect(await findAxeViolations(page, '.tour-card')).toEqual([])
      await tour(page)
        .getByRole('button', { name: step < 5 ? 'Next' : 'Finish' })
        .click()
    }
    await expect(tour(page)).toHaveCount(0)

    const help = page.locator('[data-row="gradient"] .help-button')
    await help.focus()
    await page.keyboard.press('Enter')
    const terms = page.getByRole('region', { name: 'Loss gradient' })
    await expect(terms.getByText('‖∇L‖₁', { exact: true })).toBeVisible()
    await expect(terms.locator('math').first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(terms).toHaveCount(0)
    await expect(help).toBeFocused()
  }
})

test('the article computes its figures in the tab, and they agree with the comparison', async ({ page }) => {
  const errors = watchErrors(page)
  await page.goto(`./?backend=wasm&models=${TWO_MODELS}&view=why`)
  for (const figure of ['growth', 'certainty', 'reached']) {
    await expect(page.getByTestId(`why-${figure}`)).toHaveAttribute('data-settled', 'true', { timeout: ENGINE_TIMEOUT })
  }
  const measured: number[] = []
  for (const id of TWO_MODELS.split(',')) {
    const [byPgd, foretold] = await page
      .getByTestId(`why-growth-${id}`)
      .locator('data')
      .evaluateAll((all) => all.map((data) => Number((data as HTMLDataElement).value)))
    const { value: l1 } = await read(page, 'gradient', id, 'gradient-l1')
    expect(foretold! / l1, id).toBeCloseTo(8 / 255, 6)
    measured.push(byPgd!)
    const r = await page.getByTestId(`why-certainty-lossL1-${id}`).textContent()
    expect(Number(r), 'the norm follows the loss').toBeGreaterThan(0.5)
  }
  expect(measured[0], 'the natural model’s loss rises more').toBeGreaterThan(5 * measured[1]!)
  await expect(page.getByTestId('why-masking')).toBeVisible()
  await expect(page.getByTestId('why-zoo-meanL1').locator('circle.dot')).toHaveCount(11)
  await expect(page.getByTestId('why-claim-robustness')).toContainText('missed')
  expect(await findAxeViolations(page, '.article')).toEqual([])
  expect(errors).toEqual([])
})
