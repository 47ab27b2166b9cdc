/** @file How much JavaScript a first visit downloads until it sees something. */
import { gzipSync } from 'node:zlib'
import { expect, type Request, test } from '@playwright/test'

/** Of everything that is asked for until the first gradient map, by page and workers, compressed as most hosts do. */
const MOST_BYTES = 450_000

const LAST_MOMENT_MS = 100

const MAP = '[data-row="gradient"] canvas'

test('until the first gradient map the scripts of a first visit weigh at most 450 kB', async ({ page }) => {
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
  await page.goto('./')
  const at = await page.waitForFunction(() => (window as { firstMapAt?: number }).firstMapAt)
  const firstMapAt = Number(await at.jsonValue())
  // The map did not wait for what was asked for in its last moment.
  const before = scripts.filter((request) => request.timing().startTime < firstMapAt - LAST_MOMENT_MS)
  const weights = await Promise.all(
    before.map(async (request) => {
      const body = await (await request.response())?.body()
      return { name: new URL(request.url()).pathname, bytes: gzipSync(body ?? '', { level: 9 }).length }
    }),
  )
  const sum = weights.reduce((total, { bytes }) => total + bytes, 0)
  console.log(
    `${(sum / 1000).toFixed(1)} kB in ${weights.length} scripts, first map after ${((firstMapAt - begin) / 1000).toFixed(1)} s`,
  )
  const names = weights.map(({ name }) => name).join()
  expect(names, 'scripts of the worker count').toContain('engine.worker')
  const heaviest = weights.toSorted((a, b) => b.bytes - a.bytes).slice(0, 12)
  expect(sum, heaviest.map(({ name, bytes }) => `${name}: ${bytes}`).join('\n')).toBeLessThanOrEqual(MOST_BYTES)
})
