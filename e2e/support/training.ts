/** @file Trains on the page as a person would, and reads its exports without code of the page. */
import { readFileSync } from 'node:fs'
import { type Download, expect, type Page } from '@playwright/test'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { ENGINE_TIMEOUT, openSettings } from './comparisonPage'

/** Opens training with the smallest model of the zoo in a column. */
export const TRAINING = './?backend=wasm&view=training&models=fashion-mnist-resnet-gelu-natural'

export const run = (page: Page) => page.getByTestId('training-run')
export const controls = (page: Page) => page.getByTestId('training-controls')

/** By field label, including those under "Advanced". */
export async function setTraining(page: Page, settings: Readonly<Record<string, number>>): Promise<void> {
  await openSettings(page)
  const advanced = page.getByTestId('advanced')
  if (!(await advanced.evaluate((details: HTMLDetailsElement) => details.open))) {
    await advanced.locator('> summary').click()
  }
  // Once the engine has listed its settings, fields no longer move.
  await expect(page.getByTestId('objective')).toBeVisible({ timeout: ENGINE_TIMEOUT })
  for (const [label, value] of Object.entries(settings)) {
    await page.getByRole('spinbutton', { name: label, exact: true }).fill(String(value))
  }
}

/** Presses the main button. */
export async function begin(page: Page): Promise<void> {
  const button = page.getByTestId('begin')
  await expect(button).toHaveText('Make it robust', { timeout: ENGINE_TIMEOUT })
  await button.click()
}

export async function untilDone(page: Page): Promise<void> {
  await expect(run(page)).toHaveAttribute('data-status', 'done', { timeout: ENGINE_TIMEOUT })
}

export async function untilStep(page: Page, step: number): Promise<void> {
  await expect
    .poll(async () => Number(await run(page).getAttribute('data-step')), {
      timeout: ENGINE_TIMEOUT,
      intervals: [20],
    })
    .toBeGreaterThanOrEqual(step)
}

/** Waits until the browser keeps a training up to this step. */
export async function untilKept(page: Page, step: number): Promise<void> {
  await expect
    .poll(() => page.evaluate(keptStep), { timeout: ENGINE_TIMEOUT, intervals: [20] })
    .toBeGreaterThanOrEqual(step)
}

/** The last kept step of the trainings in this browser, 0 if there is none. Runs in the page. */
async function keptStep(): Promise<number> {
  const settled = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const isThere = (await indexedDB.databases()).some(({ name }) => name === 'gradlens-kept')
  if (!isThere) return 0
  const database = await settled(indexedDB.open('gradlens-kept'))
  try {
    const trainings = IDBKeyRange.bound(['content', 'training'], ['content', 'training', []])
    const kept = await settled(database.transaction('kept').objectStore('kept').getAll(trainings))
    return Math.max(0, ...kept.map(({ content }) => content.run.checkpointStep ?? 0))
  } finally {
    database.close()
  }
}

/** Values of the table before and after, in full precision. */
export const measured = async (page: Page, row: string, when: 'before' | 'after'): Promise<number> =>
  Number(
    await page
      .locator(`[data-testid="row-${row}"] td:nth-of-type(${when === 'before' ? 1 : 2}) data`)
      .getAttribute('value'),
  )

export async function exportModel(page: Page): Promise<Download> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export the model' }).click(),
  ])
  return download
}

/** The contents of an exported zip, by path. */
export async function unzip(path: string): Promise<Map<string, Buffer>> {
  const zip = new ZipReader(new Uint8ArrayReader(new Uint8Array(readFileSync(path))))
  const files = new Map<string, Buffer>()
  for (const entry of await zip.getEntries()) {
    if (!entry.directory) files.set(entry.filename, Buffer.from(await entry.getData(new Uint8ArrayWriter())))
  }
  return files
}

/** Drops a file or a folder of this computer, as a browser does: a folder remains a folder. */
export async function dropFromDisk(page: Page, path: string): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await browser.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
  }
  await browser.detach()
}
