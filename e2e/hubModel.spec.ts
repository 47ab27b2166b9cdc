/** @file A model of the Hugging Face hub, in a browser: asked for, downloaded, kept, and opened with what its config says. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { aboutModel, REVISION, treeOf } from '../src/worker/models/hub/testModelHub'
import { ENGINE_TIMEOUT } from './support/comparisonPage'
import { watchErrors } from './support/errors'

const ID = 'someone/shapes'
const MODEL = join(import.meta.dirname, '..', 'models', 'cifar10-resnet-relu-natural')
const FILES = {
  'model.safetensors': new Uint8Array(readFileSync(join(MODEL, 'weights.safetensors'))),
  'config.json': new TextEncoder().encode(
    JSON.stringify({
      num_classes: 10,
      pretrained_cfg: { mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25], crop_pct: 0.875 },
    }),
  ),
}

test('a model of the hub is downloaded once, and opened with its config', async ({ page, context }) => {
  const errors = watchErrors(page)
  const asked: string[] = []
  await context.route('https://huggingface.co/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    asked.push(pathname)
    const headers = { 'Access-Control-Allow-Origin': '*' }
    const name = pathname.slice(pathname.lastIndexOf('/') + 1) as keyof typeof FILES
    if (pathname === `/api/models/${ID}`) return route.fulfill({ headers, json: aboutModel({ id: ID }) })
    if (pathname.endsWith(`/tree/${REVISION}`)) return route.fulfill({ headers, json: treeOf(FILES) })
    return route.fulfill({ headers, body: Buffer.from(FILES[name]) })
  })
  await page.goto('./?backend=wasm&models=fashion-mnist-resnet-gelu-natural')
  await page.getByTestId('open-zoo').click()
  const hub = page.getByTestId('hub-model')
  await expect(hub).toBeVisible({ timeout: ENGINE_TIMEOUT })
  await hub.getByTestId('hub-model-id').fill(ID)
  expect(asked, 'nothing is fetched before a press').toEqual([])
  await hub.getByRole('button', { name: 'Look up' }).click()
  await expect(hub.getByTestId('hub-download')).toContainText('apache-2.0')
  expect(asked.length).toBe(2)

  const download = hub.getByRole('button', { name: /^Download .* and open$/ })
  await download.click()
  const form = page.getByTestId('opening')
  await expect(form.getByLabel('Mean')).toHaveValue('0.5, 0.5, 0.5')
  await expect(form.getByLabel('Crop')).toHaveValue('0.875')
  await expect(form).toContainText(`${ID} on the Hugging Face hub, revision ${REVISION.slice(0, 7)}`)
  await form.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(hub.getByTestId('kept-downloads')).toContainText('2 downloaded files')

  const before = asked.length
  await download.click()
  await form.getByRole('button', { name: 'Open the model' }).click()
  await expect(form).toBeHidden({ timeout: ENGINE_TIMEOUT })
  expect(asked.length, 'it is not downloaded again').toBe(before)
  await expect(page.getByTestId('zoo-count')).toContainText('2 of at most 6')
  await hub.getByRole('button', { name: 'Delete them' }).click()
  await expect(hub.getByTestId('kept-downloads')).toBeHidden()
  expect(errors).toEqual([])
})
