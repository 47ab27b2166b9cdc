/** @file Where a person asks for less motion, nothing moves: neither by style nor by script. */
import { expect, type Page, test } from '@playwright/test'
import { SMALL_MODELS, waitUntilCurrent } from './support/comparisonPage'

const moving = (page: Page) =>
  page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element)
        return /[1-9]/.test(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth'
      }).length,
  )

test('nothing moves for those who ask for less motion, the tour included', async ({ page }) => {
  await page.addInitScript(() => {
    const asked: string[] = []
    const { scrollIntoView } = Element.prototype
    Element.prototype.scrollIntoView = function (options) {
      if (typeof options === 'object') asked.push(String(options.behavior))
      scrollIntoView.call(this, options)
    }
    Object.assign(window, { asked })
  })
  const asked = () => page.evaluate(() => (window as unknown as { readonly asked: readonly string[] }).asked)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(`./?backend=wasm&models=${SMALL_MODELS}&settings=steps:1`)
  await waitUntilCurrent(page)
  expect(await moving(page)).toBe(0)
  await page.getByTestId('help').click()
  await page.getByRole('button', { name: /tour/i }).click()
  await page.getByTestId('tour').getByRole('button', { name: 'Next' }).click()
  await expect(page.getByTestId('tour')).toContainText('2 of 5')
  expect(new Set(await asked())).toEqual(new Set(['auto']))
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)

  await page.emulateMedia({ reducedMotion: 'no-preference' })
  expect(await moving(page), 'there is motion to be stilled').toBeGreaterThan(0)
  await page.getByTestId('tour').getByRole('button', { name: 'Next' }).click()
  await expect(page.getByTestId('tour')).toContainText('3 of 5')
  expect(await asked()).toContain('smooth')
})
