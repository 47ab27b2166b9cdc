/** @file The page without a network, on a host that sets no headers and serves it below a path; and its updates. */
import { expect, type Page, test } from '@playwright/test'
import { type PlainServer, servePlainly } from './support/plainServer'

test.use({ serviceWorkers: 'allow' })

const MODEL = 'cifar10-resnet-gelu-natural'

let server: PlainServer
test.beforeAll(async () => {
  server = await servePlainly('/foo/bar/')
})
test.afterAll(() => server.close())

/** Resolves once the service worker serves the page, and the reload that isolates it is over. */
async function openIsolated(page: Page): Promise<void> {
  await page.goto(`${server.url}?models=${MODEL}&backend=wasm`)
  await page.waitForFunction(() => crossOriginIsolated)
}

const firstMap = (page: Page) => page.locator('[data-row="gradient"] canvas').first()

test('below a path and without headers the page is isolated by one reload, and works offline', async ({ page }) => {
  const loads: string[] = []
  page.on('load', () => loads.push(page.url()))
  await openIsolated(page)
  await firstMap(page).waitFor()
  expect(new URL(page.url()).searchParams.get('models'), 'the address is kept').toBe(MODEL)
  expect(loads.length, 'loads').toBeLessThanOrEqual(2)

  // The image that is shown, and the files of the model with a column, are kept as they are used.
  await page.waitForFunction(async () => {
    const keys = await (await caches.open('gradlens-files')).keys()
    const shown = document.querySelector<HTMLImageElement>('.gallery button[aria-pressed="true"] img')?.src
    return keys.some(({ url }) => url.includes('.safetensors')) && keys.some(({ url }) => url === shown)
  })
  await page.context().setOffline(true)
  await server.close()
  await page.reload()
  await firstMap(page).waitFor()
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  expect(loads.length, 'loads').toBeLessThanOrEqual(3)
  await page.getByTestId('help').click()
  await page.getByRole('button', { name: 'Work offline' }).click()
  await expect(page.getByTestId('offline-kept')).toContainText(/: [\d.]+ MB of [\d.]+ MB\./)
  server = await servePlainly('/foo/bar/')
})

test('a new version waits until the person reloads, and then replaces every file', async ({ page }) => {
  await openIsolated(page)
  await firstMap(page).waitFor()
  const versionOf = () => page.evaluate(() => document.querySelector('meta[name="version"]')?.getAttribute('content'))
  server.changed.set('index.html', (html) => html.replace('<head>', '<head><meta name="version" content="2">'))
  server.changed.set('serviceWorker.js', (code) =>
    code.replace(/("revision":")[0-9a-f]+(","url":"index\.html)/, '$1another$2').concat('\n// version 2'),
  )
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
  const notice = page.getByTestId('update-notice')
  await expect(notice).toContainText('A new version of this page is ready.')
  await page.reload()
  await firstMap(page).waitFor()
  expect(await versionOf(), 'a reload alone shows the version before').toBe(undefined)
  // The host has nothing of the version before any more, which loads the rest of itself from what is stored.
  server.gone = /^assets\/.*\.(js|css)$/
  await page.getByRole('button', { name: 'Statistics', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Measure', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  server.gone = null
  await notice.getByRole('button', { name: 'Reload' }).click()
  await page.waitForFunction(() => document.querySelector('meta[name="version"]') !== null)
  await firstMap(page).waitFor()
  await expect(notice).toHaveCount(0)
})
