/** @file axe finds nothing on any state of the page, also while it computes, in light, dark and forced colours. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { openSettings, setNumber, TWO_MODELS, waitUntilCurrent } from './support/comparisonPage'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

type Colours = 'light' | 'dark' | 'forced'

async function expectNoViolations(page: Page, state: string, colours: readonly Colours[] = ['light', 'dark']) {
  for (const each of colours) {
    await page.emulateMedia(
      each === 'forced' ? { forcedColors: 'active', colorScheme: 'dark' } : { forcedColors: 'none', colorScheme: each },
    )
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
    expect(found, `${state}, ${each}`).toEqual([])
  }
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await expect.poll(overflow, `width, ${state}`).toBeLessThanOrEqual(0)
}

test('axe finds nothing in the comparison, while it computes and in all that opens above it', async ({ page }) => {
  await page.goto(`./?backend=wasm&models=${TWO_MODELS}`)
  await openSettings(page)
  await setNumber(page, 'Steps', 1)
  await waitUntilCurrent(page)
  await expectNoViolations(page, 'settled', ['forced'])

  await page.locator('[data-row="gradient"] .pixels-open').first().click()
  await page.getByRole('radio', { name: 'Difference', exact: true }).check({ force: true })
  await expectNoViolations(page, 'a large map')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('lightbox')).toHaveCount(0)

  await page.keyboard.press('p')
  await expect(page.locator('.is-presenting')).toBeVisible()
  await expectNoViolations(page, 'presentation')
  await page.keyboard.press('p')
  await expect(page.locator('.is-presenting')).toHaveCount(0)

  await page.setViewportSize({ width: 320, height: 640 })
  // The page hears of its new width later, and closes the sheet then.
  await expect(page.locator('.rail-more')).not.toHaveAttribute('open')
  await page.locator('.rail-more > summary').click()
  await expect(page.locator('.rail-more')).toHaveAttribute('open')
  await expectNoViolations(page, 'the sheet at 320 pixels')
  await page.keyboard.press('Escape')
  await expect(page.locator('.rail-more')).not.toHaveAttribute('open')
  await page.setViewportSize({ width: 1440, height: 900 })

  // Takes longer than axe does, so that what it looks at is of earlier settings.
  await setNumber(page, 'Steps', 1000)
  await page.locator('.gallery button').nth(2).click()
  await expect(page.locator('[data-stale="true"]').first()).toBeVisible()
  await expectNoViolations(page, 'while it computes')
  await expect(page.locator('[data-stale="true"]').first()).toBeVisible()
})

test('on a phone the sheet closes by a tap outside, a swipe and a wider window', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true })
  const page = await context.newPage()
  await page.goto(`./?backend=wasm&models=${TWO_MODELS}`)
  const sheet = page.locator('.rail-more')
  const handle = sheet.locator('> summary')
  const isOpen = (open: boolean) =>
    open ? expect(sheet).toHaveAttribute('open') : expect(sheet).not.toHaveAttribute('open')

  await handle.tap()
  await isOpen(true)
  const top = async () => (await page.locator('.rail').boundingBox())!.y
  await expect.poll(top, 'leaves the results in view').toBeGreaterThan(844 / 3)
  await page.touchscreen.tap(200, 30)
  await isOpen(false)

  await handle.tap()
  await isOpen(true)
  const swipe = { pointerType: 'touch', isPrimary: true, bubbles: true }
  await handle.dispatchEvent('pointerdown', { ...swipe, clientX: 100, clientY: 400 })
  await handle.dispatchEvent('pointerup', { ...swipe, clientX: 100, clientY: 480 })
  await isOpen(false)

  await page.setViewportSize({ width: 1200, height: 844 })
  await isOpen(true)
  await page.setViewportSize({ width: 390, height: 844 })
  await isOpen(false)
  await context.close()
})
