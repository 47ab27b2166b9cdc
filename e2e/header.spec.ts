/** @file The page's header at every width: whole words, no line more than it needs, nothing out of the window. */
import { expect, test } from '@playwright/test'
import { SMALL_MODELS } from './support/comparisonPage'

/** On both sides of the widths at which it changes. */
const WIDTHS = [320, 390, 479, 480, 640, 760, 761, 1024, 1159, 1160, 1280, 1400, 1601, 1920, 2560]

test('the header has two lines up to 1159 pixels and one from there, and words stay whole', async ({ page }) => {
  await page.goto(`./?backend=wasm&view=glossary&models=${SMALL_MODELS}`)
  await expect(page.getByTestId('backend-badge')).toContainText('WebAssembly')
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 500 })
    const found = () =>
      page.locator('.header').evaluate((header: HTMLElement) => {
        const seen = [...header.querySelectorAll(':is(h1, button, summary)')].filter((element) =>
          element.checkVisibility(),
        )
        const boxes = seen.map((element) => {
          const { top, bottom, left, right, height } = element.getBoundingClientRect()
          const isSwiped = element.closest('.view-menu') !== null && innerWidth <= 760
          const isOut = !isSwiped && (left < 0 || right > innerWidth)
          return { text: element.textContent, middle: (top + bottom) / 2, height, isOut }
        })
        const middles = boxes.map(({ middle }) => middle).sort((a, b) => a - b)
        return {
          lines: 1 + middles.filter((middle, i) => i > 0 && middle - (middles[i - 1] as number) > 10).length,
          broken: boxes.filter(({ height }) => height > 36).map(({ text }) => text),
          out: boxes.filter(({ isOut }) => isOut).map(({ text }) => text),
        }
      })
    // What stands there once the page has heard of its new width.
    await expect
      .poll(found, { message: `${width} pixels` })
      .toEqual({ lines: width < 1160 ? 2 : 1, broken: [], out: [] })
  }
})
