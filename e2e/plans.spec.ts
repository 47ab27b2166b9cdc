/** @file What is set up is saved, run, saved again, opened, and laid over what was made elsewhere. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Download, expect, test } from '@playwright/test'
import { ENGINE_TIMEOUT } from './support/comparisonPage'

const golden = (name: string) => fileURLToPath(new URL(`../src/plans/goldens/${name}.json`, import.meta.url))
const contentOf = async (download: Download) => JSON.parse(await readFile(await download.path(), 'utf8'))

test('a plan is run, its results are opened again and laid over others', async ({ page }) => {
  await page.goto('./?view=evaluation&models=fashion-mnist-resnet-gelu-natural&backend=wasm')
  const files = page.getByTestId('plan-files')
  const notice = page.getByTestId('file-notice')
  await files.setInputFiles(golden('plan'))
  await expect(notice).toContainText('The plan in "plan.json" is set up.')

  const savePlan = page.getByRole('button', { name: 'Save as plan' })
  await expect(savePlan).toBeEnabled({ timeout: ENGINE_TIMEOUT })
  const saved = page.waitForEvent('download')
  await savePlan.click()
  const plan = await contentOf(await saved)
  expect(plan).toMatchObject({ format: 'gradlens-plan', kind: 'evaluation', plan: { indices: { length: 40 } } })

  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(page.getByTestId('run')).toHaveAttribute('data-status', 'done', { timeout: ENGINE_TIMEOUT })
  const exported = page.waitForEvent('download')
  await page.getByRole('button', { name: 'JSON', exact: true }).click()
  const download = await exported
  const results = await contentOf(download)
  expect(results).toMatchObject({ format: 'gradlens-results', plan: plan.plan })

  await files.setInputFiles({
    name: 'results.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(results)),
  })
  await expect(notice).toContainText('Opened "results.json"')
  await files.setInputFiles(golden('results'))
  await expect(page.getByTestId('overlay-choice').getByRole('checkbox')).toHaveCount(2)
  await page.getByTestId('overlay-choice').getByRole('checkbox').first().click()
  const pairs = page.getByTestId('pairs')
  const row = pairs.getByRole('row', { name: 'B · Natural' })
  // The same models, attack and images on another machine: no image with another verdict.
  await expect(row).toContainText('−7.0 to +7.0')
  await expect(row.getByRole('cell').last()).toHaveText('40')
  await expect(page.getByTestId('evaluation-chart').locator('path.line[stroke-dasharray]')).toHaveCount(2)
})
