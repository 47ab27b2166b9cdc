/** @file A training epoch by epoch, on the page as it is built. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { ENGINE_TIMEOUT } from './support/comparisonPage'

const RUN = 'fashion-mnist-resnet-gelu-fgsm-epochs'
const run = JSON.parse(readFileSync(new URL(`../models/epochs/${RUN}/run.json`, import.meta.url), 'utf8'))

test('the slider moves through the epochs of a training that collapses', async ({ page }) => {
  await page.goto('./?view=time-travel&time.epoch=1&backend=wasm')
  const now = page.getByTestId('epoch-now')
  await expect(now).toHaveAttribute('data-settled', 'true', { timeout: ENGINE_TIMEOUT })
  const strip = page.getByTestId(`strip-${RUN}`)
  await expect(strip.locator('canvas')).toHaveCount(2 * run.epochs.length, { timeout: ENGINE_TIMEOUT })
  await expect(strip.locator('.is-stale')).toHaveCount(0)
  // Robust to the one step as long as it trains; to PGD until it collapses.
  const verdict = (attack: string, epoch: number) =>
    strip.getByRole('row', { name: attack }).last().locator('td').nth(epoch)
  await expect(verdict('PGD-20', 3)).toContainText('robust')
  await expect(verdict('PGD-20', 6)).toContainText('fooled')
  for (const epoch of [1, 2, 3, 4, 5, 6]) await expect(verdict('FGSM', epoch)).toContainText('robust')
  const share = (epoch: number) => `${(100 * run.epochs[epoch].pgdAccuracy).toFixed(1)} % under PGD`
  await expect(page.getByTestId('epoch-words')).toContainText(share(1))
  await page.getByRole('slider', { name: 'Epoch' }).press('End')
  await expect(page.getByTestId('epoch-words')).toContainText(share(8))
  await expect(page).toHaveURL(/time\.epoch=8/)
  await page.keyboard.press(',')
  await expect(page.getByTestId('epoch')).toHaveText('7')
  await expect(now).toHaveAttribute('data-settled', 'true')
})

test('a figure of the paper is recomputed beside the paper’s own numbers', async ({ page }) => {
  const shown = ['natural', 'gradnorm'].map((training) => `fashion-mnist-resnet-gelu-${training}`)
  await page.goto(`./?view=figures&figure=samples&models=${shown.join(',')}&backend=wasm`)
  const figure = page.getByTestId('figure-samples')
  await expect(figure).toBeInViewport()
  await figure.getByLabel('How many').fill('20')
  await figure.getByRole('button', { name: 'Recompute the norms' }).click()
  await expect(figure.getByRole('status').first()).toContainText('Done', { timeout: ENGINE_TIMEOUT })
  // Not lost to the field beside it, while one button took the place of another.
  await expect(figure.locator('.run-buttons button:focus')).toHaveCount(1)
  // ‖∇L‖₁ and ‖∇L‖₂: two models, and three of the paper's.
  await expect(figure.getByRole('row')).toHaveCount(2 * (1 + 2 + 3))
  await expect(figure.getByRole('row', { name: 'paper: Swin-B natural' }).first()).toContainText('3,890')
  await expect(figure.getByRole('button', { name: 'SVG', exact: true })).toBeVisible()
})
