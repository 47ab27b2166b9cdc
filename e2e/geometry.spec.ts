import { expect, test } from '@playwright/test'
import { ENGINE_TIMEOUT, openSettings, read, slider, waitUntilCurrent } from './support/comparisonPage'

const MODEL = 'fashion-mnist-resnet-gelu-natural'

test('the loss around the image on screen, along its attack and its gradient', async ({ page }) => {
  await page.goto(`./?backend=wasm&models=${MODEL}&geometry.side=9`)
  await waitUntilCurrent(page)
  const l1 = await read(page, 'gradient', MODEL, 'gradient-l1')
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Geometry' }).click()
  for (const figure of ['attack', 'gradient', 'surface']) {
    await expect(page.getByTestId(`geometry-${figure}`)).toHaveAttribute('data-settled', 'true', {
      timeout: ENGINE_TIMEOUT,
    })
  }
  const summaries = page.locator('.geometry summary', { hasText: 'The numbers at' })
  for (const summary of await summaries.all()) await summary.click()
  const number = async (name: string) =>
    Number(await page.getByTestId(`${name}-${MODEL}`).locator('data').getAttribute('value'))
  expect((await number('attack-l1-0')) / l1.value).toBeCloseTo(1, 4)
  expect(await number('attack-loss-1')).toBeGreaterThan(await number('attack-loss-0'))
  expect(await number('gradient-curvature-0')).toBeCloseTo(await number('attack-curvature-0'), 4)
  await expect(page.locator('.contour').first()).toBeVisible()

  await openSettings(page)
  await slider(page).fill('0')
  await expect(page.getByTestId('geometry-notes')).toContainText('raise ε to see the loss along it')
})
