/** @file What is on screen is taken away: as a figure that brings it back elsewhere, as a table, and on paper. */
import { expect, test } from '@playwright/test'
import {
  chooseImage,
  expectModels,
  open,
  readNumbers,
  SMALL_MODELS,
  slider,
  waitUntilCurrent,
} from './support/comparisonPage'
import { watchErrors } from './support/errors'

/** In any order. */
const parametersOf = (href: string): string[] => [...new URL(href).searchParams].map(String).sort()

/** How many sheets of paper a PDF has. */
const sheetsOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0

test('a PNG of the comparison restores models, settings and numbers in another browser', async ({
  page,
  browser,
}, testInfo) => {
  const errors = watchErrors(page)
  await open(page, 'wasm', 1, SMALL_MODELS)
  await chooseImage(page, 'fashion-mnist_00002_1')
  await slider(page).fill('4')
  await waitUntilCurrent(page)
  await expect(page).toHaveURL(/eps=4/)
  const [before, link] = [await readNumbers(page), page.url()]

  await page.getByTestId('open-export').click()
  const dialog = page.getByTestId('export')
  await expect(dialog.getByTestId('export-preview')).toBeVisible()
  const saved = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'PNG of the figure' }).click()
  const figure = testInfo.outputPath('figure.png')
  await (await saved).saveAs(figure)

  const other = await (await browser.newContext()).newPage()
  await other.goto(new URL('./?backend=wasm&models=fashion-mnist-resnet-gelu-gradnorm', page.url()).href)
  await expect(other.getByTestId('model-fashion-mnist-resnet-gelu-gradnorm')).toBeVisible()
  await other.getByTestId('image-file').setInputFiles(figure)
  await expect(other.getByTestId('file-notice')).toContainText('was saved')
  await expectModels(other, SMALL_MODELS.split(','))
  await waitUntilCurrent(other)
  expect(await readNumbers(other)).toEqual(before)
  await expect.poll(() => parametersOf(other.url())).toEqual(parametersOf(link))
  await other.context().close()
  expect(errors).toEqual([])
})

test('the comparison is printed on one sheet in either orientation, and copied as a table', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, 'wasm', 1, SMALL_MODELS)
  await waitUntilCurrent(page)
  // What is printed is loaded with the charts.
  await expect(page.getByTestId('measures-figure')).toBeVisible()
  for (const landscape of [false, true]) expect(sheetsOf(await page.pdf({ format: 'A4', landscape }))).toBe(1)

  await page.getByTestId('open-export').click()
  await page.getByTestId('export').getByRole('button', { name: 'Copy as a table' }).click()
  await expect(page.getByTestId('export-said')).toContainText('Copied')
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    const read = async (type: string) => (await (await item?.getType(type))?.text()) ?? ''
    return { html: await read('text/html'), text: await read('text/plain') }
  })
  expect(copied.html.match(/<tr>/g)?.length).toBe(copied.text.split('\n').length)
  expect(copied.text.split('\n')[0]?.split('\t')).toEqual(['', 'Natural', 'PGD-3 adversarial'])

  await page.keyboard.press('Escape')
  await expect(page.getByTestId('export')).toHaveCount(0)
  await page.evaluate(() => document.getSelection()?.selectAllChildren(document.querySelector('.matrix tbody')!))
  await page.keyboard.press('ControlOrMeta+c')
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
  await expect(page.locator('.matrix tbody tr'), 'what is selected in the matrix').toHaveCount(lines.length)
  for (const line of lines) expect(line.split('\t')).toHaveLength(3)
})
