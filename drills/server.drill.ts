/**
 * @file A server that stalls, cuts a file off, or answers with a page of HTML, for each kind of file that the page fetches:
 * one sentence says which file it is, and a retry, or another choice, brings what was asked for.
 */
import { expect, type Page, type Route, test } from '@playwright/test'
import { tryOften } from './support/trials'

const DRILL = 'server'
const MODEL = 'fashion-mnist-resnet-gelu-natural'
/** Longer than a server may send nothing. */
const PATIENCE = 50_000

type Answer = (route: Route) => Promise<void>

const ANSWERS: Readonly<Record<string, Answer>> = {
  'stalls for ever': async () => {},
  'cuts it off': async (route) => {
    const response = await route.fetch()
    const body = await response.body()
    // As long as announced before, which what arrives is not.
    await route.fulfill({ response, body: body.subarray(0, Math.floor(body.length / 2)) })
  },
  'answers with HTML': (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Sign in</title><p>Sign in to go on.</p>' }),
  refuses: (route) => route.fulfill({ status: 503, body: 'busy' }),
  'drops the connection': (route) => route.abort('connectionreset'),
}

interface Fetched {
  readonly what: string
  readonly path: RegExp
  /** The sentence, by where it is. */
  readonly failed: (page: Page) => Promise<void>
}

const heading = (page: Page) => page.getByTestId(`model-${MODEL}`)

const modelFailed = async (page: Page) => {
  await expect(heading(page)).toHaveAttribute('data-status', 'failed', { timeout: PATIENCE })
  await expect(heading(page)).toContainText(/(manifest|weights)/)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await heading(page).getByRole('button', { name: /retry/i }).click()
}

const FETCHED: readonly Fetched[] = [
  { what: 'the weights', path: /weights-[^/]*\.safetensors$/, failed: modelFailed },
  { what: 'the manifest', path: /manifest-[^/]*\.json$/, failed: modelFailed },
  {
    what: 'the image',
    path: /images\/fashion-mnist\/[^/]*\.png$/,
    async failed(page) {
      await expect(page.locator('.error').first()).toContainText(/(image|read|fetched)/i, { timeout: PATIENCE })
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await page.locator('.gallery button').nth(1).click()
    },
  },
]

for (const { what, path, failed } of FETCHED) {
  for (const [how, answer] of Object.entries(ANSWERS)) {
    test(`${what}: ${how}`, async ({ browser }) => {
      await tryOften({
        drill: DRILL,
        what: `${what}, where the server ${how}`,
        times: 3,
        trial: async () => {
          const page = await browser.newPage()
          await page.route(path, answer)
          await page.goto(`./?${new URLSearchParams({ backend: 'wasm', models: MODEL })}`)
          await failed(page)
          await expect(page.getByTestId('gradient-l1')).toBeVisible({ timeout: PATIENCE })
          await page.context().close()
        },
      })
    })
  }
}
