/** @file An evaluation from beginning to end, on the real engine: curve, pause, reload and files. */
import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { expectNoViolations } from './support/axe'
import { ENGINE_TIMEOUT, openSettings } from './support/comparisonPage'
import { watchErrors } from './support/errors'
import { expectLegibleExports } from './support/exportedFigure'
import { pauseAtOnce } from './support/runs'

const MODELS = ['cifar10-resnet-gelu-natural', 'cifar10-resnet-gelu-adversarial']
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const
const EPSILONS = [1, 8]
const GALLERY = 20

const ADDRESS = `./?backend=wasm&view=evaluation&models=${MODELS.join(',')}`

const controls = (page: Page) => page.getByTestId('run-controls')
const button = (page: Page, name: string) => controls(page).getByRole('button', { name, exact: true })
const run = (page: Page) => page.getByTestId('run')
const rows = (page: Page): Locator => page.getByTestId('result-table').locator('tbody tr')

/** FGSM at two epsilons, without red flags: seconds instead of minutes. */
async function setSmallRun(page: Page): Promise<void> {
  await openSettings(page)
  await page.getByTestId('attack').selectOption('fgsm', { timeout: ENGINE_TIMEOUT })
  await page.getByTestId('epsilons').fill(EPSILONS.join(', '))
  await page.getByLabel('Check for signs of a failing attack').uncheck()
}

async function start(page: Page): Promise<void> {
  await expect(button(page, 'Start')).toBeEnabled({ timeout: ENGINE_TIMEOUT })
  await button(page, 'Start').click()
}

/** The texts of every row: its first cell, and the others. */
const readTable = (page: Page): Promise<string[][]> =>
  rows(page).evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').replace(/\s+/g, ' ').trim())),
  )

async function save(page: Page, name: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(new RegExp(`^gradlens-accuracy-fgsm-[\\d-]+\\.${name.toLowerCase()}$`))
  return readFileSync(await download.path())
}

/** axe finds no violation and nothing is wider than the page, on desktops and phones, light and dark. */
async function expectToHoldAtEverySize(page: Page): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await expectNoViolations(page, `${size.width} × ${size.height}`)
  }
}

async function expectReadOffByKeys(page: Page): Promise<void> {
  const place = page.locator('.readout-place')
  await page.getByTestId('evaluation-chart').focus()
  await page.keyboard.press('ArrowRight')
  await expect(place).toHaveText('ε = 0/255')
  await page.keyboard.press('ArrowRight')
  await expect(place).toHaveText('ε = 1/255')
  await expect(page.locator('.readout-share strong')).toHaveCount(MODELS.length)
  const shares = await page.locator('.readout-share strong').allTextContents()
  const table = await readTable(page)
  for (const [i, share] of shares.entries()) expect(table[1]![i + 1]!.startsWith(share)).toBe(true)
}

test('a curve grows, is paused, resumes after a reload, and is saved as shown', async ({ page }) => {
  const errors = watchErrors(page)
  await page.goto(ADDRESS)
  await setSmallRun(page)
  await pauseAtOnce(page, { controls: 'run-controls', at: ['run-progress', /: [1-3] of 4 jobs/] })
  await start(page)
  await expect(run(page)).toHaveAttribute('data-status', 'paused', { timeout: ENGINE_TIMEOUT })
  await expect(page.getByTestId('run-progress')).toContainText(/: [1-3] of 4 jobs/)

  await page.reload()
  await expect(run(page)).toHaveAttribute('data-status', 'paused', { timeout: ENGINE_TIMEOUT })
  await expect(button(page, 'Resume')).toBeEnabled({ timeout: ENGINE_TIMEOUT })
  await button(page, 'Resume').click()
  await expect(run(page)).toHaveAttribute('data-status', 'done', { timeout: ENGINE_TIMEOUT })
  await test.step('values are read off by keyboard', () => expectReadOffByKeys(page))

  const chart = page.getByTestId('evaluation-chart')
  for (const id of MODELS) {
    const series = chart.locator(`[data-series="${id}"]`)
    await expect(series.locator('circle'), `points of ${id}`).toHaveCount(1 + EPSILONS.length)
  }
  const table = await readTable(page)
  expect(table.map(([first]) => first)).toEqual(['clean', ...EPSILONS.map((epsilon) => `${epsilon}/255`)])
  const shares = table.map(([, ...cells]) => cells.map((cell) => Number.parseFloat(cell!)))
  for (const [place] of MODELS.entries()) {
    const curve = shares.map((row) => row[place]!)
    expect(curve[0], 'most images are right without an attack').toBeGreaterThan(50)
    expect(curve, 'accuracy falls with epsilon').toEqual([...curve].sort((a, b) => b - a))
  }

  const [head, ...lines] = (await save(page, 'CSV')).toString('utf8').trim().split('\r\n')
  const columns = head!.split(',')
  const records = lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [columns[i], value])))
  expect(records).toHaveLength(MODELS.length * (1 + EPSILONS.length))
  for (const [place, id] of MODELS.entries()) {
    for (const [step, epsilon] of [0, ...EPSILONS].entries()) {
      const record = records.find(({ model, epsilon_255 }) => model === id && Number(epsilon_255) === epsilon)
      const { share, wilson95_low, wilson95_high, robust, fooled, wrong, images } = record!
      const [text, low, high] = [share, wilson95_low, wilson95_high].map((value) => (100 * Number(value)).toFixed(1))
      expect(table[step]![place + 1]).toBe(
        `${text} % ${low} to ${high} ${robust} of ${images} ${epsilon === 0 ? '' : `${fooled} fooled, `}${wrong} wrong`,
      )
      expect(Number(images)).toBe(GALLERY)
      expect(Number(robust) + Number(fooled) + Number(wrong)).toBe(GALLERY)
      const clean = records.find((other) => other.model === id && Number(other.epsilon) === 0)
      expect(wrong, 'as many at every epsilon').toBe(clean?.wrong)
    }
  }

  const json = JSON.parse((await save(page, 'JSON')).toString('utf8'))
  expect(json).toMatchObject({ format: 'gradlens-results', status: 'done' })
  await test.step('figures are light and legible in both themes', () =>
    expectLegibleExports(page, [
      'Natural, PGD-3 adversarial; CIFAR-10, ResNet GELU',
      'FGSM, L∞',
      'ε: 1, 8 of 255',
      /20 (images|images) of the gallery \(CIFAR-10\)/,
      /started: \d{4}-\d\d-\d\d/,
    ]))
  await expectToHoldAtEverySize(page)
  await test.step('is closed, listed, reopened, and deleted on purpose', async () => {
    const shown = await readTable(page)
    await button(page, 'Close').click()
    await expect(run(page)).toHaveCount(0)
    const entry = page.getByTestId('kept-evaluation').getByRole('listitem')
    await expect(entry.getByRole('button', { name: /^Open/ })).toBeVisible()
    await page.reload()
    await expect(entry).toHaveCount(1)
    await expect(entry).toContainText(/Done.*Accuracy against ε.*Gallery.*MB/s)
    await expectToHoldAtEverySize(page)
    await entry.getByRole('button', { name: /^Open/ }).click()
    await expect(run(page)).toHaveAttribute('data-status', 'done')
    await expect.poll(() => readTable(page)).toEqual(shown)
    const space = page.getByTestId('kept-space')
    await expect(space).toContainText(
      /together take 0\.0[1-9] MB, everything of this page [\d.]+ [MG]B of about [\d.]+ GB/,
    )
    await entry.getByRole('button', { name: /^Delete/ }).click()
    await entry.getByRole('button', { name: /^Yes, delete/ }).click()
    await expect(run(page)).toHaveCount(0)
    await expect(entry).toHaveCount(0)
    await page.goto(`${ADDRESS}&dialog=kept`)
    await expect(space).toContainText('together take 0.00 MB')
  })
  expect(errors).toEqual([])
})

test('a paused curve ends at its last point, and the transfer matrix is legible too', async ({ page }) => {
  await page.goto(ADDRESS)
  await setSmallRun(page)
  await page.getByTestId('epsilons').fill('1, 2, 4, 8, 12, 16')
  await pauseAtOnce(page, { controls: 'run-controls', at: ['run-progress', /: [2-9] of 12 jobs/] })
  await start(page)
  await expect(run(page)).toHaveAttribute('data-status', 'paused', { timeout: ENGINE_TIMEOUT })
  const chart = page.getByTestId('evaluation-chart')
  await expect(chart.locator('.leader')).toHaveCount(MODELS.length)
  /** How far each name's leader reaches beyond the last point of its curve. */
  const beyond = () =>
    chart.evaluate((it) => {
      const ends = [...it.querySelectorAll('.series')].map((series) =>
        Math.max(...[...series.querySelectorAll('circle')].map((dot) => Number(dot.getAttribute('cx')))),
      )
      return [...it.querySelectorAll<SVGPathElement>('.leader')].map((path, place) => {
        const { x, width } = path.getBBox()
        return x + width - ends[place]!
      })
    })
  await expect.poll(async () => Math.max(...(await beyond()))).toBeLessThan(24)
  await expectLegibleExports(page, [/unfinished: \d+ of 12 jobs/])

  await button(page, 'Stop').click()
  await page.getByTestId('measure').selectOption('transfer')
  await button(page, 'Start').click()
  await expect(run(page)).toHaveAttribute('data-status', 'done', { timeout: ENGINE_TIMEOUT })
  await expectLegibleExports(page, ['Natural, PGD-3 adversarial; CIFAR-10, ResNet GELU', 'ε: 8/255', /\d+ of 20/])
})

test('invalid text stays in its field, and starting is refused with that field focused', async ({ page }) => {
  await page.goto(ADDRESS)
  await setSmallRun(page)
  const list = page.getByTestId('epsilons')
  await list.fill('1, two')
  await list.blur()
  await expect(list).toHaveValue('1, two')
  await expect(list).toHaveAccessibleDescription(/^The list has “two”, which is not a number; choose /)
  await page.getByRole('button', { name: 'Start with these settings' }).click()
  await expect(list).toBeFocused()
  await expect(run(page)).toHaveCount(0)
  await expectToHoldAtEverySize(page)

  await page.setViewportSize(SIZES[0])
  // It is still there after visiting another view; the first of several is focused, even if folded away.
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  const [rate, seed] = ['Learning rate', 'Seed'].map((name) => page.getByRole('spinbutton', { name, exact: true }))
  await page.getByTestId('advanced').locator('> summary').click()
  await seed!.fill('1.5')
  await page.getByTestId('advanced').locator('> summary').click()
  await page.getByTestId('begin').click()
  await expect(seed!).toBeFocused()
  await rate!.fill('0')
  await page.getByTestId('begin').click()
  await expect(rate!).toBeFocused()
  await expect(rate!).toHaveAccessibleDescription(/^The field has “0”, which is too small; choose /)
  await rate!.fill('0.001')
  await seed!.fill('2')
  // Arrow keys step the value, within bounds.
  await seed!.press('ArrowUp')
  await expect(seed!).toHaveValue('3')

  await page.getByRole('button', { name: 'Evaluate', exact: true }).click()
  await expect(list).toHaveValue('1, two')
  await list.fill(EPSILONS.join(', '))
  await expect(list).toHaveAttribute('aria-invalid', 'false')

  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  const steps = page.getByRole('spinbutton', { name: 'Steps', exact: true })
  await steps.fill('many')
  await expect(steps).toHaveAccessibleDescription(/“many”, which is not a number; .* Until then \d+ is used\.$/)
})

test('models of the built-in data set are evaluated on it, and a run resumes after a reload', async ({ page }) => {
  const errors = watchErrors(page)
  const models = ['natural', 'adversarial'].map((training) => `fashion-mnist-resnet-gelu-${training}`)
  await page.goto(`./?backend=wasm&view=evaluation&models=${models.join(',')}`)
  await setSmallRun(page)
  await expect(page.getByTestId('images-from')).toHaveValue('builtIn')
  await expect(page.getByTestId('split')).toHaveValue('test')
  await page.getByLabel('How many').fill('400')
  await page.getByTestId('epsilons').fill('16')
  await pauseAtOnce(page, { controls: 'run-controls', at: ['run-progress', /: [1-9]\d* of \d+ jobs/] })
  await start(page)
  await expect(run(page)).toHaveAttribute('data-status', 'paused', { timeout: ENGINE_TIMEOUT })
  await test.step('another tab shows it, and can resume it only after this one has left', async () => {
    const other = await page.context().newPage()
    await other.goto(page.url())
    await expect(other.getByTestId('elsewhere')).toContainText('Another tab of this page is working on this run')
    await expect(run(other)).toBeVisible()
    await expect(button(other, 'Resume')).toHaveCount(0)
    await page.goto('about:blank')
    await expect(button(other, 'Resume')).toBeVisible()
    await other.close()
  })

  await page.goBack()
  await expect(button(page, 'Resume')).toBeEnabled({ timeout: ENGINE_TIMEOUT })
  await button(page, 'Resume').click()
  await expect(run(page)).toHaveAttribute('data-status', 'done', { timeout: ENGINE_TIMEOUT })
  const shares = (await readTable(page)).map(([, ...cells]) => cells.map((cell) => Number.parseFloat(cell!)))
  expect(shares[0]![0], 'clean accuracy of the natural model').toBeGreaterThan(75)
  expect(shares[1]![1]! - shares[1]![0]!, 'the adversarially trained one is more robust').toBeGreaterThan(20)
  expect(errors).toEqual([])
})

test('models without a class of the images are named; one press shows those that have them', async ({ page }) => {
  await page.goto(`./?backend=wasm&view=evaluation&models=${MODELS[0]}`)
  await openSettings(page)
  await page.getByTestId('images-from').selectOption('builtIn')
  await expect(page.getByTestId('class-problem')).toHaveText(
    '“Natural” of CIFAR-10 knows no class of Fashion-MNIST; choose models that do, or other images.',
    { timeout: ENGINE_TIMEOUT },
  )
  await expect(button(page, 'Start')).toBeDisabled()
  await page.getByTestId('show-knowing').click()
  await expect(button(page, 'Start')).toBeEnabled({ timeout: ENGINE_TIMEOUT })
  await expect(page).toHaveURL(/models=fashion-mnist-resnet-gelu-/)
})
