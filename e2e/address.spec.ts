/** @file The page's address: a link shows the same again, Back and Forward, and commands by keyboard. */
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import {
  chooseImage,
  ENGINE_TIMEOUT,
  expectModels,
  open,
  readCanvas,
  readNumbers,
  SMALL_MODELS,
  slider,
  waitUntilCurrent,
} from './support/comparisonPage'
import { watchErrors } from './support/errors'

const REVERSED = SMALL_MODELS.split(',').toReversed().join(',')

async function copyLink(page: Page): Promise<string> {
  // What was copied before may still be there, and told.
  await page.evaluate(() => navigator.clipboard.writeText(''))
  await page.getByTestId('copy-link').click()
  await expect(page.getByTestId('announcements')).toContainText('Link copied')
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(copied).not.toBe('')
  return copied()
}

/** Drags the slider to one value after another at once, however busy the machine. */
const drag = (page: Page, values: readonly number[]): Promise<void> =>
  slider(page).evaluate(async (input: HTMLInputElement, values) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    for (const value of values) {
      set?.call(input, String(value))
      input.dispatchEvent(new Event('input', { bubbles: true }))
      // As between two events of a pointer.
      await new Promise((resolve) => setTimeout(resolve))
    }
  }, values)

/** Every field of the open view's settings, by its place. */
const readFields = (page: Page): Promise<string[]> =>
  page.locator('.app input:not([type="file"]), .app select').evaluateAll((all) =>
    all.map((it) => {
      const { type, checked, value, name } = it as HTMLInputElement
      return `${it.tagName} ${type} ${name.replace(/^_r_.*$/, '')} ${['radio', 'checkbox'].includes(type) ? checked : value}`
    }),
  )

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).include('dialog[open]').analyze()
    expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))).toEqual([])
  }
}

test('a link shows the same numbers and settings in another browser, in every view', async ({ page, browser }) => {
  const errors = watchErrors(page)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, 'wasm', 2, REVERSED)
  await chooseImage(page, 'fashion-mnist_00002_1')
  await page.getByTestId('label').selectOption('Bag')
  await page.getByTestId('attack').selectOption({ label: 'APGD-CE' })
  await page.getByRole('spinbutton', { name: 'Steps' }).fill('2')
  await page.getByRole('spinbutton', { name: 'Seed' }).fill('11')
  await slider(page).fill('5.25')
  await page.getByTestId('gradient-of').selectOption({ index: 1 })
  await waitUntilCurrent(page)

  const context = await browser.newContext()
  const other = await context.newPage()
  const otherErrors = watchErrors(other)
  await test.step('Compare', async () => {
    await other.goto(await copyLink(page))
    await expectModels(other, REVERSED.split(','))
    await waitUntilCurrent(other)
    expect(await readNumbers(other)).toEqual(await readNumbers(page))
    await expect.poll(() => readFields(other)).toEqual(await readFields(page))
    const maps = (from: Page) =>
      Promise.all(
        ['gradient', 'perturbation'].map((row) => readCanvas(from.locator(`[data-row="${row}"] .matrix-cell`).first())),
      )
    expect(await maps(other)).toEqual(await maps(page))
  })

  await test.step('Evaluate', async () => {
    await page.getByRole('button', { name: 'Evaluate', exact: true }).click()
    await page.getByTestId('measure').selectOption('transfer')
    await page.getByRole('spinbutton', { name: 'Steps' }).first().fill('7')
    await other.goto(await copyLink(page))
    await expect(other.getByTestId('measure')).toHaveValue('transfer')
    await expect(other.getByRole('spinbutton', { name: 'Steps' }).first()).toHaveValue('7')
    await expect.poll(() => readFields(other)).toEqual(await readFields(page))
  })

  await test.step('Train', async () => {
    await page.getByRole('button', { name: 'Train', exact: true }).click()
    await page.getByTestId('objective').selectOption({ label: 'TRADES' })
    await other.goto(await copyLink(page))
    await expect.poll(() => readFields(other)).toEqual(await readFields(page))
  })

  await test.step('Statistics', async () => {
    await page.getByRole('button', { name: 'Statistics', exact: true }).click()
    await page.getByLabel('normalised curvature').check()
    await page.getByRole('spinbutton', { name: 'ε' }).fill('3')
    await other.goto(await copyLink(page))
    await expect(other.getByLabel('normalised curvature')).toBeChecked()
    await expect.poll(() => readFields(other)).toEqual(await readFields(page))
  })

  await test.step('Time travel', async () => {
    await page.getByRole('button', { name: 'Time travel', exact: true }).click()
    await page.getByRole('radio', { name: 'PGD-7 adversarial' }).check({ force: true })
    await page.getByRole('radio', { name: 'PGD', exact: true }).check({ force: true })
    await page.getByRole('slider', { name: 'Epoch' }).fill('3')
    await other.goto(await copyLink(page))
    /** What both say, looked at again and again, as an epoch may have settled before the next was asked for. */
    const said = (from: Page) =>
      Promise.all([
        from.getByTestId('epoch-now').getAttribute('data-settled'),
        ...['epoch-now', 'epoch-words'].map((id) => from.getByTestId(id).textContent()),
        readFields(from),
      ])
    await expect(other.getByTestId('epoch-now')).toHaveAttribute('data-settled', 'true')
    await expect(async () => expect(await said(other)).toEqual(await said(page))).toPass({ timeout: ENGINE_TIMEOUT })
  })

  await test.step('Geometry', async () => {
    await page.getByRole('button', { name: 'Geometry', exact: true }).click()
    await page.getByRole('radio', { name: 'Values', exact: true }).check({ force: true })
    await page.getByRole('spinbutton', { name: 'Random seed' }).fill('4')
    await page.getByRole('spinbutton', { name: 'Points a side' }).fill('5')
    await other.goto(await copyLink(page))
    await expect.poll(() => readFields(other)).toEqual(await readFields(page))
  })

  await test.step('Figures', async () => {
    await page.getByRole('button', { name: 'Figures', exact: true }).click()
    await page.getByRole('button', { name: /^Figure 5/ }).click()
    await other.goto(await copyLink(page))
    await expect(other.getByTestId('figure-lambda')).toBeFocused()
    await expect(other.getByTestId('figure-lambda')).toBeInViewport()
  })

  await test.step('Glossary', async () => {
    await page.getByTestId('help').click()
    await page.getByRole('button', { name: 'Glossary' }).click()
    await expect(page).toHaveTitle(/^Glossary/)
    const heading = await page.locator('.content h2').first().textContent()
    await other.goto(await copyLink(page))
    await expect(other).toHaveTitle(/^Glossary/)
    await expect(other.locator('.content h2').first()).toHaveText(heading ?? '')
  })
  await context.close()
  expect([...errors, ...otherErrors]).toEqual([])
})

test('Back and Forward lead through images, a dragged slider, dialogs and views', async ({ page }) => {
  await open(page, 'wasm', 1, SMALL_MODELS)
  await waitUntilCurrent(page)
  const pressed = page.locator('.gallery button[aria-pressed="true"] img')
  const first = (await pressed.getAttribute('src')) ?? ''
  await chooseImage(page, 'fashion-mnist_00002_1')
  await expect(page).toHaveURL(/image=fashion-mnist_00002_1/)
  await drag(page, [8.25, 8.5, 8.75])
  await page.getByTestId('open-zoo').click()
  await expect(page.getByTestId('zoo')).toBeVisible()
  await page.goBack()
  await expect(page.getByTestId('zoo')).toHaveCount(0)
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(page).toHaveURL(/view=training/)

  await page.goBack()
  await expect(page.getByTestId('epsilon')).toHaveText('8.75/255')
  await page.goBack()
  await expect(page.getByTestId('epsilon'), 'the slider was dragged once').toHaveText('8/255')
  await expect(page.getByRole('spinbutton', { name: 'Steps' })).toHaveValue('1')
  await page.goBack()
  await expect(pressed).toHaveAttribute('src', first)
  await page.goForward()
  await expect(pressed).toHaveAttribute('src', /fashion-mnist_00002_1/)
})

test('an image of one’s own is asked for again by its hash', async ({ page }) => {
  const file = join(import.meta.dirname, '..', 'public', 'images', 'fashion-mnist', 'fashion-mnist_00004_6.png')
  await open(page, 'wasm', 1, SMALL_MODELS)
  await page.getByTestId('image-file').setInputFiles(file)
  await expect(page).toHaveURL(/image=sha256-[0-9a-f]{64}/)
  await waitUntilCurrent(page)
  const numbers = await readNumbers(page)
  const link = page.url()
  // Not a reload: the tab remembers nothing.
  const other = await page.context().newPage()
  await other.goto(link)
  await expect(other.getByTestId('asked-file')).toContainText('someone’s own file')
  await other.getByTestId('asked-file-input').setInputFiles(file)
  await expect(
    other.locator('[data-row="image"]').getByRole('img', { name: 'fashion-mnist_00004_6.png' }),
  ).toBeVisible()
  await expect(other.getByTestId('asked-file')).toHaveCount(0)
  await waitUntilCurrent(other)
  expect(await readNumbers(other)).toEqual(numbers)
})

test('commands are found in the palette and by keys, and the focus goes where it is needed', async ({ page }) => {
  await open(page, 'wasm', 1, SMALL_MODELS)
  await waitUntilCurrent(page)
  await test.step('keys are no shortcuts where something is typed', async () => {
    await page.getByRole('spinbutton', { name: 'Seed' }).press('3')
    await expect(page.getByRole('button', { name: 'Compare', exact: true })).toHaveAttribute('aria-current', 'page')
  })
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('+')
  await expect(page.getByTestId('epsilon')).toHaveText('8.25/255')
  await page.keyboard.press('Control+k')
  await expect(page.locator('.palette-input')).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.type('fgsm')
  await expect(page.getByTestId('palette').getByRole('option', { selected: true })).toContainText('FGSM')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('palette')).toHaveCount(0)
  await expect(page.getByTestId('attack')).toHaveValue('fgsm')
  await page.keyboard.press('?')
  await expect(page.getByTestId('shortcuts')).toContainText('Next image')
  await expectAccessible(page)
  await page.goBack()
  await expect(page.getByTestId('shortcuts')).toHaveCount(0)

  await test.step('the first stop skips to the results', async () => {
    await page.getByRole('heading', { level: 1 }).click()
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.locator('.skip-link').focus()
    await page.keyboard.press('Enter')
    await expect(page.locator('#content')).toBeFocused()
  })

  await test.step('removing a column leads to the next one', async () => {
    await page
      .getByRole('button', { name: /^Remove / })
      .first()
      .click()
    await expect(page.getByRole('button', { name: /^Remove / })).toHaveCount(1)
    await expect(page.getByRole('button', { name: /^Remove / })).toBeFocused()
  })
})
