/** @file Actions and readings of the tests on the zoo, and the weights that the page fetches meanwhile. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { openSettings, setNumber } from './comparisonPage'
import { readManifest } from './goldens'

const root = join(import.meta.dirname, '..', '..')

/** Every model in models/. */
export const shippedIds: readonly string[] = readdirSync(join(root, 'models'))
  .filter((id) => existsSync(join(root, 'models', id, 'weights.safetensors')))
  .sort()

/** Opens the page on wasm, with one-step attacks and the given parameters in the address. */
export async function openAt(page: Page, parameters: Readonly<Record<string, string>>): Promise<void> {
  await page.goto(`./?${new URLSearchParams({ backend: 'wasm', ...parameters })}`)
  if ('card' in parameters) return
  await openSettings(page)
  await setNumber(page, 'Steps', 1)
}

export async function openZoo(page: Page): Promise<Locator> {
  await page.getByTestId('open-zoo').click()
  const zoo = page.getByTestId('zoo')
  await expect(zoo.locator('.zoo-entry')).toHaveCount(shippedIds.length)
  return zoo
}

export const zooChoice = (page: Page, id: string): Locator => page.getByTestId(`zoo-${id}`).getByRole('checkbox')

export const heading = (page: Page, id: string): Locator => page.getByTestId(`model-${id}`)

/** The models named in the address. */
export const idsInAddress = (page: Page): string[] => (new URL(page.url()).searchParams.get('models') ?? '').split(',')

/** The models whose weights the page fetches from here on, identified by hash, as the built files' names do not. */
export function watchWeights(page: Page): ReadonlySet<string> {
  const bySha256 = new Map(shippedIds.map((id) => [readManifest(id).weights.sha256 as string, id]))
  const fetched = new Set<string>()
  page.on('request', (request) => {
    const name = new URL(request.url()).pathname.split('/').at(-1) ?? ''
    if (!name.endsWith('.safetensors')) return
    const sha256 = createHash('sha256')
      .update(readFileSync(join(root, 'dist', 'assets', name)))
      .digest('hex')
    fetched.add(bySha256.get(sha256) ?? name)
  })
  return fetched
}
