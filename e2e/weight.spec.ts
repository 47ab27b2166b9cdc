/** @file How much JavaScript a first visit downloads until it sees something. */
import { gzipSync } from 'node:zlib'
import { expect, type Response, test } from '@playwright/test'

/** Of everything until the first gradient map, page and workers, compressed as most hosts do. */
const MOST_BYTES = 450_000

/** The backend that is chosen here, and the one of a computer with a graphics processor, which here is told to be taken. */
for (const [title, search] of [
  ['of the default backend', ''],
  ['of WebGPU', '?backend=webgpu'],
] as const) {
  test(`the scripts until the first gradient map ${title} weigh at most 450 kB`, async ({ page }) => {
    const scripts: Response[] = []
    page.context().on('response', (response) => {
      if (new URL(response.url()).pathname.endsWith('.js')) scripts.push(response)
    })
    await page.goto(`./${search}`)
    await page.locator('[data-row="gradient"] canvas').first().waitFor()
    const weights = await Promise.all(
      [...scripts].map(async (response) => {
        const bytes = gzipSync(await response.body(), { level: 9 }).length
        return { name: new URL(response.url()).pathname, bytes }
      }),
    )
    const sum = weights.reduce((total, { bytes }) => total + bytes, 0)
    console.log(`${title}: ${(sum / 1000).toFixed(0)} kB in ${weights.length} files`)
    expect(weights.some(({ name }) => name.includes('engine.worker'))).toBe(true)
    const heaviest = weights.toSorted((a, b) => b.bytes - a.bytes).slice(0, 12)
    expect(sum, heaviest.map(({ name, bytes }) => `${name}: ${bytes}`).join('\n')).toBeLessThanOrEqual(MOST_BYTES)
  })
}
