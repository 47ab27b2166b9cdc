/** @file The zoo: choosing, ordering and removing models, the choice in the address, and model cards. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { ENGINE_TIMEOUT, expectModels, modelIds, waitUntilCurrent } from './support/comparisonPage'
import { ask, engineWorker } from './support/engineWorker'
import { watchErrors } from './support/errors'
import { readManifest } from './support/goldens'
import { heading, idsInAddress, openAt, openZoo, shippedIds, watchWeights, zooChoice } from './support/zooPage'

const [NATURAL, ROBUST, NORM] = [
  'cifar10-resnet-gelu-natural',
  'cifar10-resnet-gelu-adversarial',
  'cifar10-resnet-gelu-gradnorm',
] as const

/** Violations, each as the rule and the element that breaks it. */
async function findAxeViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

/** Serves every manifest with the longest names that a manifest may have, none of which can be broken at a space. */
const serveLongNames = (page: Page) =>
  page.route(/\/manifest-[^/]*\.json$/, async (route) => {
    const response = await route.fetch()
    const manifest = await response.json()
    const longest = (letter: string) => letter.repeat(80)
    manifest.name = longest('W')
    manifest.classes[0] = longest('c')
    manifest.training.libraries = { [longest('l')]: longest('1') }
    const { 'content-length': _, ...headers } = response.headers()
    await route.fulfill({ status: 200, headers, body: JSON.stringify(manifest) })
  })

/** What is wider than the window, of the page and its dialogs, at phone widths. */
async function expectNothingCutOnPhones(page: Page, what: string): Promise<void> {
  const before = page.viewportSize()!
  for (const width of [320, 360, 390]) {
    await page.setViewportSize({ width, height: before.height })
    const wide = () =>
      page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('dialog[open]')]
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map(({ tagName, scrollWidth, clientWidth }) => `${tagName}: ${scrollWidth} > ${clientWidth}`),
      )
    await expect.poll(wide, `${what} at ${width}`).toEqual([])
  }
  await page.setViewportSize(before)
}

/** Drops a file of a kind that the page does not open, and checks where the dialog says so. */
async function expectNoticeAboveBody(page: Page, dialog: Locator): Promise<void> {
  const transfer = await page.evaluateHandle(() => {
    const dropped = new DataTransfer()
    dropped.items.add(new File(['%PDF-1.7'], 'paper.pdf'))
    return dropped
  })
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
  const notice = dialog.getByTestId('file-notice')
  await expect(notice).toContainText('"paper.pdf" is a PDF')
  await expect(async () => {
    const [whole, top, body] = await Promise.all(
      [dialog, notice, dialog.locator('.dialog-body')].map(async (place) => (await place.boundingBox())!),
    )
    // Beside a scroll bar and the dialog's own border.
    expect(top!.width).toBeGreaterThan(whole!.width - 20)
    expect(top!.y + top!.height).toBeLessThanOrEqual(body!.y + 1)
    expect(body!.width).toBe(top!.width)
  }).toPass({ timeout: 10_000 })
}

const colors = (page: Page) =>
  page
    .locator('.model-heading')
    .evaluateAll((all) =>
      Object.fromEntries(
        all.map((it) => [
          it.getAttribute('data-testid'),
          it.querySelector<HTMLElement>('.model-color')?.style.background,
        ]),
      ),
    )

test('models are chosen and removed, a reload keeps them, and no other weights are fetched', async ({ page }) => {
  const errors = watchErrors(page)
  const fetched = watchWeights(page)
  await openAt(page, { models: `${ROBUST},${NATURAL}` })
  await expectModels(page, [ROBUST, NATURAL])
  await waitUntilCurrent(page)

  await openZoo(page)
  await expect(zooChoice(page, NATURAL)).toBeChecked()
  await expect(zooChoice(page, NORM)).not.toBeChecked()
  await expect.poll(() => [...fetched].sort()).toEqual([ROBUST, NATURAL].sort())
  await zooChoice(page, NORM).check()
  await zooChoice(page, NATURAL).uncheck()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('zoo')).toBeHidden()
  await expect(page.getByTestId('open-zoo')).toBeFocused()

  await expectModels(page, [ROBUST, NORM])
  await waitUntilCurrent(page)
  await expect.poll(() => idsInAddress(page)).toEqual([ROBUST, NORM])
  await expect.poll(() => [...fetched].sort(), 'the chosen ones').toEqual([NATURAL, NORM, ROBUST].sort())

  await page.reload()
  await expectModels(page, [ROBUST, NORM])
  await waitUntilCurrent(page)
  await heading(page, NORM).getByRole('button', { name: 'Remove' }).click()
  await expectModels(page, [ROBUST])
  await waitUntilCurrent(page)
  await expect(heading(page, ROBUST).getByRole('button', { name: 'Remove' })).toHaveAttribute('aria-disabled', 'true')
  expect([...fetched].sort()).toEqual([NATURAL, NORM, ROBUST].sort())
  expect(errors).toEqual([])
})

test('columns are ordered by keyboard, each keeping its colour', async ({ page }) => {
  await openAt(page, { models: `${NATURAL},${ROBUST},${NORM}` })
  await waitUntilCurrent(page)
  const before = await colors(page)
  expect(new Set(Object.values(before)).size).toBe(3)
  const name = readManifest(NATURAL).name
  const toRight = heading(page, NATURAL).getByRole('button', { name: `Move ${name} to the right` })
  await toRight.focus()
  await page.keyboard.press('Enter')
  await expectModels(page, [ROBUST, NATURAL, NORM])
  await expect(toRight).toBeFocused()
  await page.keyboard.press('Enter')
  await expectModels(page, [ROBUST, NORM, NATURAL])
  // At the end it moves no further, and keeps the focus.
  await expect(toRight).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(() => idsInAddress(page)).toEqual([ROBUST, NORM, NATURAL])
  await expectModels(page, [ROBUST, NORM, NATURAL])
  expect(await colors(page)).toEqual(before)
  // Nothing had to be recomputed.
  await expect(page.locator('[data-stale="true"]')).toHaveCount(0)
  await page.reload()
  await expectModels(page, [ROBUST, NORM, NATURAL])
  await expect.poll(() => colors(page)).toEqual(before)
})

test('an address with an unknown model says so in a sentence, and shows the others', async ({ page }) => {
  const errors = watchErrors(page)
  await openAt(page, { models: `${NATURAL},nobody`, card: 'no-one' })
  const notice = page.getByTestId('address-notice')
  await expect(notice).toContainText('The address names "nobody", which is not a model of this page')
  await expect(notice).toContainText('card “no-one”')
  await expectModels(page, [NATURAL])
  await waitUntilCurrent(page)
  await expect(page.getByTestId('card')).toHaveCount(0)
  await notice.getByRole('button', { name: 'Dismiss' }).click()
  await expect(notice).toHaveCount(0)
  expect(errors).toEqual([])
})

test('a removed model leaves no tensor behind', async ({ page }) => {
  await openAt(page, { models: NATURAL })
  await waitUntilCurrent(page)
  const worker = await engineWorker(page)
  const alone = await ask(worker, 'memory', {})
  await openZoo(page)
  for (let round = 0; round < 2; round++) {
    await zooChoice(page, NORM).check()
    await expectModels(page, [NATURAL, NORM])
    await waitUntilCurrent(page)
    expect((await ask(worker, 'memory', {})).tensorCount).toBeGreaterThan(alone.tensorCount)
    await zooChoice(page, NORM).uncheck()
    // Even when removed while its weights are loading.
    await zooChoice(page, ROBUST).check()
    await zooChoice(page, ROBUST).uncheck()
    await expectModels(page, [NATURAL])
    await waitUntilCurrent(page)
    await expect.poll(() => ask(worker, 'memory', {}), { timeout: ENGINE_TIMEOUT }).toEqual(alone)
  }
})

test('a broken manifest is reported under the table, and the other models stay', async ({ page }) => {
  await page.route(/\/manifest-[^/]*\.json$/, async (route) => {
    const response = await route.fetch()
    const isBroken = (await response.json()).id === NORM
    await route.fulfill(isBroken ? { status: 200, body: '<!doctype html>' } : { response })
  })
  await openAt(page, { models: NATURAL })
  await page.getByTestId('open-zoo').click()
  const zoo = page.getByTestId('zoo')
  await expect(zoo.getByRole('alert')).toContainText(`${NORM} cannot be shown. The manifest is not JSON`)
  await expect(zoo.locator('.zoo-entry')).toHaveCount(shippedIds.length - 1)
  await page.unrouteAll({ behavior: 'wait' })
  await zoo.getByRole('button', { name: 'Retry' }).click()
  await expect(zoo.locator('.zoo-entry')).toHaveCount(shippedIds.length)
  await expect(zoo.getByRole('alert')).toHaveCount(0)
})

test('a card shows the manifest and the log, and can be linked to', async ({ page }) => {
  const errors = watchErrors(page)
  const fetched = watchWeights(page)
  await openAt(page, { models: NATURAL, card: NORM })
  const card = page.getByTestId('card')
  const manifest = readManifest(NORM)
  await expect(card.getByRole('heading', { level: 2 })).toHaveText(manifest.name)
  await expect(card.getByTestId('sha256')).toHaveText(manifest.weights.sha256)
  await expect(card).toContainText(manifest.training.summary)
  await expect(card).toContainText(manifest.figures.images.toLocaleString('en'))
  const gradients = card.getByTestId('card-gradients').locator('tbody tr')
  await expect(gradients).toHaveCount(5)
  await expect(gradients.first().locator('td').last()).toHaveText(
    manifest.figures.gradients.images.toLocaleString('en'),
  )
  await expect(card).toContainText(`python train.py recipes/${NORM}.toml`)
  // Accuracy, and the two parts of this training's loss; each curve has as many points as the log has epochs.
  await expect(card.getByTestId('training-panel')).toHaveCount(3)
  const curves = card.locator('.series path')
  await expect(curves).toHaveCount(4)
  for (const path of await curves.evaluateAll((all) => all.map((curve) => curve.getAttribute('d') ?? ''))) {
    expect(path.split(/[ML]/).filter(Boolean)).toHaveLength(manifest.training.epochsTrained)
  }
  await expect(card.locator('.end-label text')).toHaveText(['clean', 'PGD-10', 'clean', '‖∇L‖₁'])
  for (const [name, file] of [
    ['Manifest', `${NORM}-manifest.json`],
    ['Weights', `${NORM}-weights.safetensors`],
  ] as const) {
    await expect(card.getByRole('link', { name })).toHaveAttribute('download', file)
  }
  // Leads to the model that it started from.
  await card.getByRole('button', { name: manifest.training.startedFrom }).click()
  await expect(card.getByTestId('sha256')).toHaveText(readManifest(NATURAL).weights.sha256)
  const cardInAddress = () => new URL(page.url()).searchParams.get('card')
  await expect.poll(cardInAddress).toBe(NATURAL)
  await page.keyboard.press('Escape')
  await expect(card).toHaveCount(0)
  await expect.poll(cardInAddress).toBeNull()
  await waitUntilCurrent(page)
  await expect.poll(() => [...fetched], 'a card needs no weights').toEqual([NATURAL])
  expect(errors).toEqual([])
})

test('a card traps the focus, and returns it to the heading that opened it', async ({ page }) => {
  await openAt(page, { models: NATURAL })
  await waitUntilCurrent(page)
  const name = heading(page, NATURAL).getByRole('button', { name: readManifest(NATURAL).name, exact: true })
  await name.focus()
  await page.keyboard.press('Enter')
  const card = page.getByTestId('card')
  await expect(card.getByTestId('sha256')).toBeVisible()
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press('Tab')
    const isOutside = await page.evaluate(() => {
      const focused = document.activeElement
      return focused !== document.body && focused?.closest('dialog') === null
    })
    expect(isOutside).toBe(false)
  }
  await card.getByRole('button', { name: 'Close' }).click()
  await expect(card).toHaveCount(0)
  await expect(name).toBeFocused()
})

for (const { width, height } of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`zoo and card hold at ${width} × ${height}, light and dark`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    if (width < 760) await serveLongNames(page)
    await openAt(page, { models: `${NATURAL},${ROBUST}` })
    await waitUntilCurrent(page)
    const zoo = await openZoo(page)
    await expectNoticeAboveBody(page, zoo)
    await expectNothingCutOnPhones(page, 'zoo')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await findAxeViolations(page), `zoo, ${colorScheme}`).toEqual([])
    }
    await page.getByTestId(`zoo-${NORM}`).getByRole('button', { name: 'Card' }).click()
    const card = page.getByTestId('card')
    await expect(card.locator('.series')).toHaveCount(4)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await findAxeViolations(page), `card, ${colorScheme}`).toEqual([])
    }
    // The notice has moved to the topmost dialog.
    await expectNoticeAboveBody(page, card)
    await expectNothingCutOnPhones(page, 'card')
    // One after the other, topmost first.
    await page.keyboard.press('Escape')
    await expect(card).toHaveCount(0)
    await expect(zoo).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(zoo).toHaveCount(0)
    for (const view of ['Evaluate', 'Train', 'Compare']) {
      await page.getByRole('button', { name: view, exact: true }).click()
      await expectNothingCutOnPhones(page, view)
    }
  })
}

test('on a phone, headings stay above their columns when swiping, and at the top when scrolling', async ({ page }) => {
  const width = 320
  await page.setViewportSize({ width, height: 700 })
  await openAt(page, { models: `${NATURAL},${ROBUST},${NORM}` })
  await waitUntilCurrent(page)
  await page.locator('.rail-more > summary').click()
  await expect(page.locator('.rail-more')).not.toHaveAttribute('open')
  const rows = page.locator('.matrix tbody')
  await rows.evaluate((it) => it.scrollTo({ left: it.scrollWidth }))
  await page.evaluate(() => scrollTo(0, 700))
  const last = page.getByTestId(`cell-edges-${NORM}`)
  await expect
    .poll(async () => {
      const [column, title] = [await last.boundingBox(), await heading(page, NORM).boundingBox()]
      return Math.abs(column!.x - title!.x)
    })
    .toBeLessThan(1)
  const rightEdge = async () => ((box) => box!.x + box!.width)(await last.boundingBox())
  await expect.poll(rightEdge).toBeLessThanOrEqual(width)
  await expect(heading(page, NORM).getByRole('button', { name: readManifest(NORM).name, exact: true })).toBeInViewport()
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await expect.poll(overflow, 'of the page itself').toBeLessThanOrEqual(0)
})

test('opening the page fetches at most 6 MB', async ({ page }) => {
  const sizes: Promise<number>[] = []
  page.on('requestfinished', (request) => {
    sizes.push(
      request.sizes().then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize),
    )
  })
  await page.goto('./?backend=wasm')
  await waitUntilCurrent(page)
  const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0)
  const weights = sum((await modelIds(page)).map((id) => readManifest(id).weights.bytes as number))
  const fetched = async () => sum(await Promise.all(sizes))
  await expect.poll(fetched, 'the weights are among them').toBeGreaterThan(0.8 * weights)
  expect(await fetched()).toBeLessThanOrEqual(6e6)
})
