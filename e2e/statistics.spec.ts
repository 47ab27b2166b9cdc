/** @file Statistics over a few images, from the run to an image in Compare. */
import { expect, test } from '@playwright/test'
import { ENGINE_TIMEOUT } from './support/comparisonPage'

const MODELS = ['fashion-mnist-resnet-gelu-natural', 'fashion-mnist-resnet-gelu-adversarial']
const COUNT = 40
const SETTINGS = `evaluation.images=builtIn&evaluation.imageCount=${COUNT}&statistics.attacked=off`

test('statistics of a few images: a tail is brushed, and an image of it opened in Compare', async ({ page }) => {
  await page.goto(`./?backend=wasm&view=statistics&models=${MODELS.join(',')}&${SETTINGS}`)
  const start = page.getByTestId('statistics-controls').getByRole('button', { name: 'Measure', exact: true })
  await expect(start).toBeEnabled({ timeout: ENGINE_TIMEOUT })
  await start.click()
  await expect(page.getByTestId('statistics')).toHaveAttribute('data-status', 'done', { timeout: ENGINE_TIMEOUT })

  const selection = page.getByTestId('selection')
  const box = await page.getByTestId('distribution').boundingBox()
  if (box === null) throw new Error('There is no chart.')
  await page.mouse.move(box.x + 0.7 * box.width, box.y + 100)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width, box.y + 120, { steps: 4 })
  await page.mouse.up()
  await expect(selection).toContainText(/\d+ images? selected · ‖∇L‖₁ from/)
  await expect(page.locator('[data-testid=scatter] .many-dots.is-chosen').first()).toBeVisible()

  await page.getByTestId('statistics-image').first().click()
  await expect(page.getByTestId('image-about')).toContainText('Chosen from the statistics.')
  await expect(page.locator('.model-heading')).toHaveCount(MODELS.length)
})
