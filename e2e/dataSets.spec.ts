/** @file Data sets that are fetched: only on request, and opened in the page's own worker. */
import { expect, type Page, test } from '@playwright/test'
import { startHub } from '../src/images/datasets/hub/testHub'
import { open, TWO_MODELS, waitUntilCurrent } from './support/comparisonPage'
import { ask, engineWorker } from './support/engineWorker'

test('the built-in data set is fetched from beside the page, on request', async ({ page }) => {
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(request.url()))
  await open(page, 'wasm', 1, TWO_MODELS)
  await waitUntilCurrent(page)
  expect(fetched.filter((url) => /\/data\/|fashion-mnist/.test(url) && !/\.(png|json)$/.test(url))).toEqual([])

  const worker = await engineWorker(page)
  const summary = await ask(worker, 'openDataSet', { builtIn: 'fashion-mnist' })
  await expect
    .poll(() => fetched.filter((url) => url.includes('/data/')))
    .toEqual([new URL('data/fashion-mnist/images.bin', page.url()).href])
  expect(summary).toMatchObject({
    name: 'Fashion-MNIST',
    count: 5000,
    classCounts: new Array(10).fill(500),
    size: 32,
    problems: { count: 0 },
  })
  const { images } = await ask(worker, 'dataSetImages', { id: summary.id, indices: [4009], size: 32 })
  expect(images.map(({ label }) => summary.classes[label])).toEqual(['Ankle boot'])
  await ask(worker, 'closeDataSet', { id: summary.id })
})

/** The page's policy lets it fetch from the hub alone, so a stand-in answers under the hub's name. */
async function serveAsHub(page: Page, endpoint: string): Promise<void> {
  const name = 'https://huggingface.co'
  await page.context().route(`${name}/**`, async (route) => {
    const response = await route.fetch({ url: route.request().url().replace(name, endpoint) })
    const isList = route.request().url().startsWith(`${name}/api/`)
    await route.fulfill(isList ? { response, body: (await response.text()).replaceAll(endpoint, name) } : { response })
  })
}

test('a data set of a hub is fetched in parts', async ({ page }) => {
  const hub = await startHub()
  try {
    await serveAsHub(page, hub.endpoint)
    hub.list('someone/shapes', { default: { train: ['train-0', 'train-1'], test: ['test-0'] } })
    // A model that loads quickly, beside an image of its own data set.
    await page.goto('./?backend=wasm&models=fashion-mnist-resnet-gelu-natural')
    await waitUntilCurrent(page)
    await expect(page.locator('.gallery button[aria-pressed="true"] img[src*="fashion-mnist"]')).toBeVisible()
    const worker = await engineWorker(page)
    const source = { id: 'someone/shapes', imagesPerSplit: 10 }
    const summary = await ask(worker, 'openDataSet', { hub: source })
    expect(summary).toMatchObject({ count: 20, classes: ['circle', 'square', 'star'], problems: { count: 0 } })
    const { images, problems } = await ask(worker, 'dataSetImages', { id: summary.id, indices: [0, 19], size: 8 })
    expect(images).toHaveLength(2)
    expect(problems.count).toBe(0)
    await expect(ask(worker, 'openDataSet', { hub: { ...source, id: 'someone/else' } })).rejects.toThrow(
      'The data set "someone/else" is not on the hub, or is private (HTTP 401); check its name, or choose another.',
    )
  } finally {
    await hub.close()
  }
})
