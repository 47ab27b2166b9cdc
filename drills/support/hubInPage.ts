/** @file A hub in the place of the public one, which has one data set of one parquet file. */
import type { Page } from '@playwright/test'
import { hubOf } from '../../src/testing/bombs/hub'

/** The page's policy lets it fetch from there alone. */
const HUB = 'https://huggingface.co'

/** From now on; before anything is downloaded. */
export async function serveHub(page: Page, parquet: Uint8Array<ArrayBuffer>): Promise<void> {
  const fetchFrom = hubOf(parquet, HUB)
  await page.context().route(`${HUB}/**`, async (route) => {
    const request = route.request()
    const response = await fetchFrom(request.url(), { method: request.method(), headers: await request.allHeaders() })
    const headers = {
      ...Object.fromEntries(response.headers),
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'content-range, content-length',
    }
    const body = Buffer.from(await response.arrayBuffer())
    await route.fulfill({ status: response.status, headers, body })
  })
}

/** On a view that takes images. */
export async function downloadSet(page: Page): Promise<void> {
  await page.getByTestId('images-from').selectOption('hub')
  await page.getByTestId('hub-id').fill('some/set')
  await page.getByRole('button', { name: 'Download', exact: true }).click()
}
