/** @file What the built page may not do, and the licences of its libraries. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { open, SMALL_MODELS, waitUntilCurrent } from './support/comparisonPage'
import { watchErrors } from './support/errors'

test('the page makes no foreign request, and its policy blocks foreign content', async ({ page }) => {
  const errors = watchErrors(page)
  const foreign: string[] = []
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (/^https?:$/.test(protocol) && hostname !== 'localhost') foreign.push(request.url())
  })
  await page.addInitScript(() => {
    const violations: string[] = []
    Object.assign(window, { violations })
    document.addEventListener('securitypolicyviolation', ({ blockedURI }) => violations.push(blockedURI))
  })
  await open(page, 'wasm', 1, SMALL_MODELS)
  await waitUntilCurrent(page)
  expect(errors).toEqual([])
  // Such as a library that tries whether it may make functions from text.
  expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([])
  expect(foreign).toEqual([])

  const response = await page.request.get('./')
  const headers = response.headers()
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['permissions-policy']).toContain('camera=()')
  // On a host without headers the page has its own policy.
  expect(await response.text()).toMatch(
    /<meta http-equiv="Content-Security-Policy" content="default-src &#39;self&#39;; script-src &#39;self&#39;/,
  )

  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.isInlineRun = true'
    document.body.append(script)
    const blocked = (directive: string) =>
      new Promise<void>((resolve) =>
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          if (effectiveDirective === directive) resolve()
        }),
      )
    const violations = Promise.all([blocked('connect-src'), blocked('img-src')])
    const isFetched = await fetch('https://example.org/').then(
      () => true,
      () => false,
    )
    const image = new Image()
    image.src = 'https://example.org/pixel.png'
    await violations
    return { isInlineRun: 'isInlineRun' in window, isFetched }
  })
  expect(outcome.isInlineRun).toBe(false)
  expect(outcome.isFetched).toBe(false)
})

test('the built page includes the licences of its libraries', async ({ page }) => {
  const response = await page.request.get('./licenses.md')
  expect(response.ok()).toBe(true)
  const text = await response.text()
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
  // The page contains parts of tfjs and d3, whose names share a prefix.
  for (const name of Object.keys(dependencies)) expect(text, name).toContain(`## ${name}`)
})
