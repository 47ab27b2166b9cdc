/** @file A model with broken files says so in its own column, does not affect the others, and can be retried. */
import { createHash } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { cell, ENGINE_TIMEOUT, open, ROWS, SMALL_MODELS, waitUntilCurrent } from './support/comparisonPage'
import { readManifest } from './support/goldens'

interface Breakage {
  readonly what: string
  readonly file: 'manifest' | 'weights'
  readonly change: (body: Buffer) => Buffer
  readonly sentence: RegExp
}

const BREAKAGES: readonly Breakage[] = [
  {
    what: 'weights cut short',
    file: 'weights',
    change: (body) => body.subarray(0, body.length / 2),
    sentence: /weights file has [\d,]+ bytes where the manifest's field "weights\.bytes" says [\d,]+: it is cut short/,
  },
  {
    what: 'weights with one bit flipped',
    file: 'weights',
    change: (body) => {
      const flipped = Buffer.from(body)
      flipped[body.length - 1]! ^= 1
      return flipped
    },
    sentence: /hash is \w+… where the manifest's field "weights\.sha256" says \w+…/,
  },
  {
    what: 'an unknown architecture',
    file: 'manifest',
    change(body) {
      const manifest = JSON.parse(body.toString('utf8'))
      manifest.architecture.name = 'perceptron'
      return Buffer.from(JSON.stringify(manifest))
    },
    sentence: /field "architecture\.name" is "perceptron"/,
  },
]

/** The built files have hashed names that do not identify the models, so their contents do. */
const contents = {
  manifest: {
    pattern: /\/manifest-[^/]*\.json$/,
    isOf: (id: string, body: Buffer) => JSON.parse(body.toString('utf8')).id === id,
  },
  weights: {
    pattern: /\/weights-[^/]*\.safetensors$/,
    isOf: (id: string, body: Buffer) =>
      createHash('sha256').update(body).digest('hex') === readManifest(id).weights.sha256,
  },
}

async function breakModel(page: Page, id: string, { file, change }: Breakage): Promise<void> {
  const { pattern, isOf } = contents[file]
  await page.route(pattern, async (route) => {
    const response = await route.fetch()
    const body = await response.body()
    if (!isOf(id, body)) return route.fulfill({ response, body })
    const { 'content-length': _, ...headers } = response.headers()
    return route.fulfill({ status: response.status(), headers, body: change(body) })
  })
}

test('a broken model says what is wrong in its own column, and loads once it is fixed', async ({ page }) => {
  const ids = SMALL_MODELS.split(',')
  const broken = ids.at(-1)!
  const heading = page.getByTestId(`model-${broken}`)
  for (const breakage of BREAKAGES) {
    await test.step(breakage.what, async () => {
      await breakModel(page, broken, breakage)
      await open(page, 'wasm', 1, SMALL_MODELS)
      await expect(heading).toHaveAttribute('data-status', 'failed', { timeout: ENGINE_TIMEOUT })
      await expect(heading.getByRole('alert')).toContainText(breakage.sentence)
      await expect(heading.getByRole('alert')).toContainText(broken)
      await waitUntilCurrent(page)
      for (const row of ROWS) await expect(cell(page, row, broken)).not.toContainText('computing')
      await page.unrouteAll({ behavior: 'wait' })
      await heading.getByRole('button', { name: 'Retry' }).click()
      await expect(heading).toHaveAttribute('data-status', 'ready', { timeout: ENGINE_TIMEOUT })
      await waitUntilCurrent(page)
      await expect(page.locator('.model-heading[data-status="ready"]')).toHaveCount(ids.length)
    })
  }
})
