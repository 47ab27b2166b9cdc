/** @file How much JavaScript a first visit downloads until it sees something. */
import { gzipSync } from 'node:zlib'
import { expect, type Request, test } from '@playwright/test'

/** Of everything that is asked for until the first gradient map, by page and workers, compressed as most hosts do. */
const MOST_BYTES = 450_000

const MAP = '[data-row="gradient"] canvas'

/** The backend that is chosen here, and that of a computer with a graphics processor. */
for (const [title, search] of [
  ['the default backend', ''],
  ['WebGPU', '?backend=webgpu&models=cifar10-resnet-gelu-natural'],
] as const) {
  test(`until the first gradient map the scripts weigh at most 450 kB on ${title}`, async ({ page }) => {
    const scripts: Request[] = []
    page.context().on('request', (request) => {
      if (new URL(request.url()).pathname.endsWith('.js')) scripts.push(request)
    })
    await page.addInitScript((map) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector(map) === null) return
        Object.assign(window, { firstMapAt: Date.now() })
        observer.disconnect()
      })
      observer.observe(document, { childList: true, subtree: true })
    }, MAP)
    const begin = Date.now()
    await page.goto(`./${search}`)
    const at = await page.waitForFunction(() => (window as { firstMapAt?: number }).firstMapAt)
    const firstMapAt = Number(await at.jsonValue())
    const before = scripts.filter((request) => request.timing().startTime < firstMapAt)
    const weights = await Promise.all(
      before.map(async (request) => {
        const body = await (await request.response())?.body()
        return { name: new URL(request.url()).pathname, bytes: gzipSync(body ?? '', { level: 9 }).length }
      }),
    )
    const sum = weights.reduce((total, { bytes }) => total + bytes, 0)
    console.log(
      `${title}: ${(sum / 1000).toFixed(1)} kB in ${weights.length} scripts, first map after ${((firstMapAt - begin) / 1000).toFixed(1)} s`,
    )
    const names = weights.map(({ name }) => name).join()
    expect(names, 'scripts of the worker count').toContain('engine.worker')
    const heaviest = weights.toSorted((a, b) => b.bytes - a.bytes).slice(0, 12)
    expect(sum, heaviest.map(({ name, bytes }) => `${name}: ${bytes}`).join('\n')).toBeLessThanOrEqual(MOST_BYTES)
  })
}
