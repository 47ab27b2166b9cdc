/** @file axe finds nothing on any state of the page, also while it computes, in light, dark and forced colours. */
import { expect, type Page, test } from '@playwright/test'
import { expectNoViolations } from './support/axe'
import {
  ENGINE_TIMEOUT,
  openSettings,
  SMALL_MODELS,
  setNumber,
  TWO_MODELS,
  waitUntilCurrent,
} from './support/comparisonPage'

/** Shows another address as Back and Forward do, without a reload. */
const showAddress = (page: Page, change: Readonly<Record<string, string>>) =>
  page.evaluate((change) => {
    const url = new URL(location.href)
    for (const [key, value] of Object.entries(change)) url.searchParams.set(key, value)
    history.pushState(null, '', url)
    dispatchEvent(new PopStateEvent('popstate'))
  }, change)

test('axe finds nothing in the comparison, while it computes and in all that opens above it', async ({ page }) => {
  await page.goto(`./?backend=wasm&models=${TWO_MODELS}`)
  await openSettings(page)
  await setNumber(page, 'Steps', 1)
  await waitUntilCurrent(page)
  await expectNoViolations(page, 'settled', { colours: ['forced'] })

  await page.locator('[data-row="gradient"] .pixels-open').first().click()
  await page.getByRole('radio', { name: 'Difference', exact: true }).check({ force: true })
  await expectNoViolations(page, 'a large map', { within: 'dialog[open]' })
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

// Results of evaluations and trainings, the article, the zoo and cards are looked at where they are tested, and in light
// colours; every state in every theme and at every zoom by npm run accessibility.
test('axe finds nothing in any view and dialog, and none asks another host', async ({ page }) => {
  const foreign: string[] = []
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (/^https?:$/.test(protocol) && hostname !== 'localhost') foreign.push(request.url())
  })
  await page.goto(`./?backend=wasm&models=${SMALL_MODELS}&evaluation.images=builtIn&evaluation.imageCount=20`)
  await setNumber(page, 'Steps', 1)
  await waitUntilCurrent(page)
  for (const view of ['evaluation', 'statistics', 'training', 'time-travel', 'geometry', 'figures']) {
    await test.step(view, async () => {
      await showAddress(page, { view })
      await expect(page.locator('.loading-part')).toHaveCount(0)
      if (view === 'statistics') {
        await page.getByRole('button', { name: 'Measure', exact: true }).click()
        await expect(page.getByTestId('statistics')).toHaveAttribute('data-status', 'done', { timeout: ENGINE_TIMEOUT })
      }
      await expectNoViolations(page, view, { colours: ['dark'], within: '.content' })
    })
  }
  await showAddress(page, { view: 'compare' })
  for (const dialog of ['export', 'cite', 'kept', 'offline']) {
    await test.step(dialog, async () => {
      await showAddress(page, { dialog })
      await expect(page.locator('dialog[open] .dialog-body')).toBeVisible()
      await expect(page.locator('.loading-part')).toHaveCount(0)
      await expectNoViolations(page, dialog, { colours: ['dark'], within: 'dialog[open]' })
    })
  }
  expect(foreign).toEqual([])
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
