/** @file A short training from beginning to end, on the engine that ships: its charts and maps, a reload in the middle, its model. */
import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { ENGINE_TIMEOUT, openSettings } from './support/comparisonPage'
import { watchErrors } from './support/errors'

const ADDRESS = './?backend=wasm&view=finetune&models=fashion-mnist-resnet-gelu-natural'

test.describe.configure({ timeout: 2 * ENGINE_TIMEOUT })

const run = (page: Page) => page.getByTestId('training-run')
const controls = (page: Page) => page.getByTestId('training-controls')
const value = async (page: Page, row: string, column: 1 | 2): Promise<number> =>
  Number(await page.locator(`[data-testid="row-${row}"] td:nth-of-type(${column}) data`).getAttribute('value'))

/** A training of seconds, where the usual one takes a minute. */
async function setShortRun(page: Page, steps: number): Promise<void> {
  await openSettings(page)
  await page.getByRole('spinbutton', { name: 'Steps', exact: true }).fill(String(steps))
  await page.getByRole('spinbutton', { name: 'Ramp steps' }).fill('4')
  await page.getByRole('spinbutton', { name: 'Hold back' }).fill('40')
}

async function begin(page: Page): Promise<void> {
  const button = page.getByTestId('begin')
  await expect(button).toHaveText('Make it robust', { timeout: ENGINE_TIMEOUT })
  await button.click()
}

test('one button trains, draws what changes, survives a reload, and gives a model for a column and a file', async ({
  page,
}) => {
  const errors = watchErrors(page)
  await page.goto(ADDRESS)
  await setShortRun(page, 60)
  await begin(page)
  await expect(page.getByTestId('maps')).toBeVisible({ timeout: ENGINE_TIMEOUT })
  await expect
    .poll(async () => Number(await run(page).getAttribute('data-step')), { timeout: ENGINE_TIMEOUT })
    .toBeGreaterThanOrEqual(20)
  await controls(page).getByRole('button', { name: 'Pause' }).click()
  await expect(run(page)).toHaveAttribute('data-status', 'paused')
  await expect(page.getByTestId('resume-banner')).toContainText('Kept in this browser as of step')

  await page.reload()
  await expect(run(page)).toHaveAttribute('data-status', 'paused')
  const button = controls(page).getByRole('button', { name: 'Resume' })
  await expect(button).toBeEnabled({ timeout: ENGINE_TIMEOUT })
  await button.click()
  await expect(run(page)).toHaveAttribute('data-status', 'done', { timeout: ENGINE_TIMEOUT })

  expect(await value(page, 'l1', 2), 'the mean L1 norm of the gradient').toBeLessThan(
    0.5 * (await value(page, 'l1', 1)),
  )
  expect(await value(page, 'robust', 2), 'accuracy under PGD').toBeGreaterThan(await value(page, 'robust', 1))

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const size of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze()
      expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 })

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export the model' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('trained-gradient-norm-1.zip')
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')

  await page.getByRole('button', { name: 'Compare with the original' }).click()
  await expect(page.getByTestId('model-trained-gradient-norm-1')).toHaveAttribute('data-status', 'ready', {
    timeout: ENGINE_TIMEOUT,
  })
  expect(new URL(page.url()).search, 'an address that others can open').not.toContain('trained-')
  expect(errors).toEqual([])
})
