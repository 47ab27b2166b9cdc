/** @file The choice of the backend and its explanation, and recovery from its loss. */
import { type Browser, expect, type Page, test } from '@playwright/test'
import { chromiumArgs, findChromium } from '../tools/findChromium.mjs'
import {
  type Backend,
  cell,
  ENGINE_TIMEOUT,
  modelIds,
  open,
  openSettings,
  read,
  readBadge,
  readNumbers,
  SMALL_MODELS,
  setNumber,
  slider,
  TWO_MODELS,
  waitUntilCurrent,
} from './support/comparisonPage'
import { engineWorker } from './support/engineWorker'
import { watchErrors } from './support/errors'
import { float32Error, goldenIndex, readGoldens } from './support/goldens'
import { watchTexts } from './support/texts'
import { begin as beginTraining, setTraining, run as trainingRun, untilDone, untilStep } from './support/training'

/** The image with which the page opens. */
const IMAGE = 'cifar10_03_0'

async function expectGoldenL1(page: Page): Promise<void> {
  let checked = 0
  for (const id of await modelIds(page)) {
    const goldens = readGoldens(id)
    await expect(cell(page, 'gradient', id).getByTestId('gradient-l1')).toBeVisible({ timeout: ENGINE_TIMEOUT })
    if (goldens === null) continue
    const golden = goldens.number(`${IMAGE}/gradientL1`)
    const { value } = await read(page, 'gradient', id, 'gradient-l1')
    const allowed = 1e-3 + float32Error(goldens.number(`${IMAGE}/loss`))
    expect(Math.abs(value / golden - 1), `${id}: ${value}, golden ${golden}`).toBeLessThan(allowed)
    checked++
  }
  expect(checked, 'models with goldens').toBeGreaterThan(0)
}

test('by default the page does not use software WebGPU, and says so', async ({ page }) => {
  const errors = watchErrors(page)
  await open(page, 'auto')
  const { backend, text } = await readBadge(page)
  expect(backend).toBe('wasm')
  expect(text).toContain('WebAssembly is the fastest')
  expect(text).toMatch(/WebGPU runs in software here \(.*swiftshader.*\)/i)
  await waitUntilCurrent(page)
  await expectGoldenL1(page)
  expect(errors).toEqual([])
})

for (const backend of ['wasm', 'webgl', 'cpu'] satisfies Backend[]) {
  test(`${backend} computes the same gradient as PyTorch`, async ({ page }) => {
    expect(Object.keys(goldenIndex.images)).toContain(IMAGE)
    await open(page, backend, 1, TWO_MODELS)
    expect((await readBadge(page)).backend).toBe(backend)
    await expectGoldenL1(page)
  })
}

/** Has the engine take this machine for one of as many cores, on which tfjs takes a thread for every two. */
async function withCores(page: Page, cores: number): Promise<void> {
  const told = `Object.defineProperty(navigator, 'hardwareConcurrency', { value: ${cores} });\n`
  await page.route('**/assets/engine.worker*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: told + (await response.text()) })
  })
}

test('threads of WebAssembly start under the policy of the page, and compute what one does', async ({ page }) => {
  const errors = watchErrors(page)
  const numbersOf = async (cores: number, device: RegExp) => {
    await withCores(page, cores)
    await open(page, 'auto', 3, 'fashion-mnist-resnet-gelu-natural')
    await waitUntilCurrent(page)
    expect((await readBadge(page)).text).toMatch(device)
    return readNumbers(page)
  }
  const one = await numbersOf(1, /1 thread, SIMD/)
  const two = await numbersOf(4, /2 threads, SIMD/)
  expect(Object.keys(one).length).toBeGreaterThan(3)
  expect(Object.keys(two)).toEqual(Object.keys(one))
  for (const [what, value] of Object.entries(one)) expect(Math.abs(two[what]! / value - 1), what).toBeLessThan(1e-4)
  // A thread that fails has the engine begin anew.
  expect(errors).toEqual([])
})

test.describe('without WebGPU in the browser', () => {
  let browser: Browser

  test.beforeAll(async ({ playwright }) => {
    const executablePath = findChromium()
    const args = chromiumArgs.filter((arg) => !arg.includes('webgpu'))
    browser = await playwright.chromium.launch({
      args: [...args, '--disable-features=WebGPU,WebGPUService'],
      ...(executablePath ? { executablePath } : {}),
    })
  })

  test.afterAll(() => browser.close())

  test('the page works and says what is missing', async ({ baseURL }) => {
    const page = await browser.newPage({ baseURL: baseURL! })
    await open(page, 'webgpu')
    const { backend, text } = await readBadge(page)
    expect(backend).toBe('wasm')
    expect(text).toMatch(/You chose WebGPU, which does not work here/)
    expect(text).toMatch(/has no WebGPU|found no graphics processor/)
    await waitUntilCurrent(page)
    await expectGoldenL1(page)
  })
})

/** Captures tfjs's device at its next command, as the engine does not expose it. */
async function catchGpuDevice(page: Page): Promise<void> {
  await (await engineWorker(page)).evaluate(() => {
    const { createCommandEncoder } = GPUDevice.prototype
    GPUDevice.prototype.createCommandEncoder = function (...parameters) {
      Object.assign(self, { caughtDevice: this })
      return createCommandEncoder.apply(this, parameters)
    }
  })
}

/** Loses the device that was caught, once one was. */
async function destroyGpuDevice(page: Page): Promise<void> {
  const worker = await engineWorker(page)
  await expect.poll(() => worker.evaluate(() => 'caughtDevice' in self), { timeout: ENGINE_TIMEOUT }).toBe(true)
  await worker.evaluate(() => (self as unknown as { caughtDevice: GPUDevice }).caughtDevice.destroy())
}

const chosenImage = (page: Page) => page.locator('.gallery button[aria-pressed="true"] img')

/** After `lose`, which loses the device, maybe with other things. */
async function expectRecovery(page: Page, epsilon: string, lose: () => Promise<void>): Promise<void> {
  const image = await chosenImage(page).getAttribute('src')
  const alerts = await watchTexts(page, '[data-testid="backend-alert"]')
  // Everything is recomputed, not just kept on display: every column is busy again.
  const busy = await watchTexts(page, '[data-row="gradient"] .matrix-cell [aria-busy="true"]')
  await lose()
  await expect
    .poll(alerts, { timeout: ENGINE_TIMEOUT })
    .toContainEqual(expect.stringContaining('The graphics device was closed while it was in use.'))
  await expect(page.getByTestId('backend-alert')).toBeHidden({ timeout: ENGINE_TIMEOUT })
  await expect.poll(async () => (await busy()).filter(Boolean).length, { timeout: ENGINE_TIMEOUT }).toBeGreaterThan(0)
  await waitUntilCurrent(page)
  await expect(page.getByTestId('backend-badge')).toHaveAttribute('data-backend', 'webgpu')
  await expect(slider(page)).toHaveValue(epsilon)
  await expect(chosenImage(page)).toHaveAttribute('src', image!)
  for (const id of await modelIds(page)) {
    await expect(cell(page, 'perturbation', id).getByTestId('perturbation-epsilon')).toHaveText(`${epsilon}/255`)
  }
}

test('a lost graphics device is reported, and the engine restarts with everything in place', async ({ page }) => {
  test.setTimeout(3 * ENGINE_TIMEOUT)
  const errors = watchErrors(page)
  await open(page, 'webgpu', 1, SMALL_MODELS)
  await slider(page).fill('4')
  await catchGpuDevice(page)
  await waitUntilCurrent(page)
  const before = await readNumbers(page)

  await test.step('lost while idle', async () => {
    await expectRecovery(page, '4', () => destroyGpuDevice(page))
    const after = await readNumbers(page)
    expect(Object.keys(after)).toEqual(Object.keys(before))
    for (const [what, value] of Object.entries(before)) {
      expect(Math.abs(after[what]! / value - 1), what).toBeLessThan(1e-3)
    }
  })

  await test.step('lost during an attack', async () => {
    await catchGpuDevice(page)
    await setNumber(page, 'Steps', 20)
    await slider(page).fill('6')
    await expect(page.locator('.cell-progress').first()).toBeVisible()
    await expectRecovery(page, '6', async () => {
      await destroyGpuDevice(page)
      await setNumber(page, 'Steps', 1)
    })
  })
  expect(errors).toEqual([])
})

test('runs resume after the graphics device is lost during an evaluation and a training', async ({ page }) => {
  test.setTimeout(3 * ENGINE_TIMEOUT)
  await page.goto('./?backend=webgpu&view=evaluation&models=fashion-mnist-resnet-gelu-natural')
  await openSettings(page)
  // Long enough for the loss to come in the middle.
  await page.getByTestId('attack').selectOption('pgd', { timeout: ENGINE_TIMEOUT })
  await page.getByRole('spinbutton', { name: 'Steps', exact: true }).first().fill('5')
  await page.getByTestId('epsilons').fill('8')
  await page.getByLabel('Check for signs of a failing attack').uncheck()
  await page.getByLabel('How many').fill('96')
  const lose = async () => {
    await catchGpuDevice(page)
    await destroyGpuDevice(page)
  }

  await test.step('an evaluation', async () => {
    const start = page.getByTestId('run-controls').getByRole('button', { name: 'Start', exact: true })
    await expect(start).toBeEnabled({ timeout: ENGINE_TIMEOUT })
    await start.click()
    await expect(page.getByTestId('run-progress')).toContainText(/: [12] of 3 jobs/, { timeout: ENGINE_TIMEOUT })
    await lose()
    await expect(page.getByTestId('run')).toHaveAttribute('data-status', 'done', { timeout: ENGINE_TIMEOUT })
    await expect(page.getByTestId('result-table')).toContainText(' of 96')
  })

  await test.step('a training', async () => {
    await page.getByRole('button', { name: 'Train', exact: true }).click()
    await setTraining(page, { Steps: 4, 'Batch size images': 4, 'Train on': 64, 'Hold out': 8 })
    await beginTraining(page)
    await untilStep(page, 1)
    await lose()
    await untilDone(page)
    await expect(trainingRun(page)).toHaveAttribute('data-step', '4')
  })
  await expect(page.getByTestId('backend-badge')).toHaveAttribute('data-backend', 'webgpu')
})
