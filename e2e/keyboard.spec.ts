/** @file The page's three main tasks by keyboard alone: nothing here clicks, points or fills in by script. */
import { expect, type Locator, type Page, test } from '@playwright/test'
import { ENGINE_TIMEOUT, slider } from './support/comparisonPage'
import { watchTexts } from './support/texts'

/** The smallest models, which attack, evaluate and train within seconds. */
const MODELS = 'fashion-mnist-resnet-gelu-natural,fashion-mnist-resnet-gelu-adversarial'
const MOST_STOPS = 120

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible({ timeout: ENGINE_TIMEOUT })
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  expect(target, `is not reached by ${key}`).toBeFocused()
}

/** Types over what the focused field holds. */
async function typeOver(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

test('attacks an image by keyboard, hears the result, and reads pixels of a large map', async ({ page }) => {
  await page.goto(`./?backend=wasm&models=${MODELS}`)
  const said = page.getByTestId('announcement')
  await tabTo(page, slider(page))
  await page.keyboard.press('End')
  await expect(said).toHaveText(/^PGD at 16\/255: Natural \S+.*, PGD-3 adversarial \S+.*\.$/, {
    timeout: ENGINE_TIMEOUT,
  })

  await tabTo(page, page.locator('.gallery button[aria-pressed="true"]'))
  await page.keyboard.press('ArrowRight')
  const heard = await watchTexts(page, '[data-testid="announcement"]')
  await page.keyboard.press('Enter')
  const sentence = expect.stringMatching(/^PGD at 16\/255: /)
  await expect.poll(heard, { timeout: ENGINE_TIMEOUT }).toEqual([sentence, '', sentence])

  await tabTo(page, page.locator('[data-row="gradient"] .pixels-open').first())
  await page.keyboard.press('Enter')
  const lightbox = page.getByTestId('lightbox')
  await tabTo(page, lightbox.getByRole('img').first())
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(lightbox.getByTestId('pixel-values')).toContainText('Pixel in column 18, row 17')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(lightbox).toHaveCount(0)
  await expect(page.locator('[data-row="gradient"] .pixels-open').first()).toBeFocused()
})

test('evaluates by keyboard', async ({ page }) => {
  await page.goto(`./?backend=wasm&models=${MODELS}`)
  await tabTo(page, page.getByRole('button', { name: 'Evaluate', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/^Evaluate · /)
  const attack = page.getByTestId('attack')
  await expect(attack.locator('option[value="fgsm"]')).toBeAttached({ timeout: ENGINE_TIMEOUT })
  await tabTo(page, attack)
  // A list forgets letters that come more than a second apart.
  await expect(async () => {
    await page.keyboard.type('FGSM')
    await expect(attack).toHaveValue('fgsm', { timeout: 1500 })
  }).toPass()
  await tabTo(page, page.getByTestId('epsilons'))
  await typeOver(page, '8')
  await tabTo(page, page.getByLabel('Check for signs of a failing attack'))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByTestId('run-controls').getByRole('button', { name: 'Start', exact: true }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('run')).toHaveAttribute('data-status', 'done', { timeout: ENGINE_TIMEOUT })
  await expect(page.getByTestId('result-table')).toBeVisible()
})

test('trains by keyboard', async ({ page }) => {
  await page.goto('./?backend=wasm&models=fashion-mnist-resnet-gelu-natural')
  await tabTo(page, page.getByRole('button', { name: 'Train', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/^Train · /)
  await tabTo(page, page.getByRole('spinbutton', { name: 'Steps', exact: true }).first())
  await typeOver(page, '2')
  await tabTo(page, page.getByTestId('begin'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('training-run')).toHaveAttribute('data-status', 'done', { timeout: ENGINE_TIMEOUT })
})
