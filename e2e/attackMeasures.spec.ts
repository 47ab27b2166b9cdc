/** @file What evaluations say beyond one attack's curve: the worst case over norms, mends of a failing attack, a ranking. */
import { expect, type Page, test } from '@playwright/test'
import { ENGINE_TIMEOUT } from './support/comparisonPage'
import { watchErrors } from './support/errors'

const MODEL = 'fashion-mnist-resnet-gelu-adversarial'
const address = (settings: string) =>
  `./?backend=wasm&view=evaluation&models=${MODEL}&evaluation.imageCount=10&${settings}`

const run = (page: Page) => page.getByTestId('run')

async function startAndFinish(page: Page): Promise<void> {
  const start = page.getByTestId('run-controls').getByRole('button', { name: 'Start', exact: true })
  await expect(start).toBeEnabled({ timeout: ENGINE_TIMEOUT })
  await start.click()
  await expect(run(page)).toHaveAttribute('data-status', 'done', { timeout: ENGINE_TIMEOUT })
}

test('the worst case over norms, and a mend of a failing attack by its button', async ({ page }) => {
  const errors = watchErrors(page)
  // Two steps are too few, which the loss tells that still rises.
  await page.goto(address('evaluation.measure=worstCase&evaluation.settings=steps:2&evaluation.flags=10,1'))
  await startAndFinish(page)
  const table = page.getByTestId('result-table').first()
  await expect(table.getByRole('row', { name: /worst of these/ })).toContainText(/\d+\.\d %.*of 10/)
  await expect(table.getByRole('row', { name: /fooled by .* alone/ })).toHaveCount(3)
  // Clean, three norms and the worst of them.
  await expect(page.getByTestId('evaluation-chart').locator('circle.dot')).toHaveCount(5)

  const mend = page.getByRole('button', { name: /^Run again with .*steps/ }).first()
  await mend.click()
  await expect(run(page)).toContainText(/PGD, L∞ ∪ L2 ∪ L1: (?!2 steps)\d+ steps/, { timeout: ENGINE_TIMEOUT })
  expect(errors).toEqual([])
})

test('attacks are ranked at an equal budget of passes', async ({ page }) => {
  const errors = watchErrors(page)
  const search = 'evaluation.doublings=3&evaluation.bisections=1&evaluation.searchFrom=8'
  await page.goto(
    address(
      `evaluation.measure=ranking&evaluation.ranked=pgd,apgdCe&evaluation.budget=60&${search}&evaluation.flags=none`,
    ),
  )
  await startAndFinish(page)
  const table = page.getByTestId('result-table').first()
  await expect(table.getByRole('row', { name: /^PGD / })).toContainText(/steps, up to 5 trials.*%.*passes/)
  await expect(table.getByRole('row', { name: /^APGD-CE / })).toContainText(/median/)
  await expect(page.getByTestId('evaluation-chart').locator('circle.dot')).toHaveCount(2)
  expect(errors).toEqual([])
})
