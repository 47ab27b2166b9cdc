/** @file Checks an exported figure as a reader of a paper sees it: alone, on white. */
import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'

/** Minimum for text (WCAG 2.2, 1.4.3). */
const LEAST_CONTRAST = 4.5

export async function saveFigure(page: Page, kind: 'SVG' | 'PNG', within = 'body'): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(within).getByRole('button', { name: kind, exact: true }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(new RegExp(`^gradlens-[a-z\\d-]+\\.${kind.toLowerCase()}$`))
  return readFileSync(await download.path())
}

/**
 * Saves the figure in both themes: the files are the same, contain the given words, need nothing from elsewhere, and
 * every text in them contrasts with its background.
 */
export async function expectLegibleExports(page: Page, named: readonly (string | RegExp)[], within = 'body') {
  const svgs: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const svg = (await saveFigure(page, 'SVG', within)).toString('utf8')
    const png = await saveFigure(page, 'PNG', within)
    const { texts, difference } = await examine(page, svg, png)
    expect(texts.length, 'texts in the figure').toBeGreaterThan(10)
    for (const { text, contrast } of texts) {
      expect(contrast, `contrast of “${text}”, ${colorScheme}`).toBeGreaterThanOrEqual(LEAST_CONTRAST)
    }
    expect(difference, 'the PNG is drawn from the SVG').toBeLessThan(1)
    svgs.push(svg)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  const [svg = '', dark] = svgs
  expect(dark, 'the theme changes nothing').toBe(svg)
  expect(svg, 'all styles are in the file').not.toMatch(/class=|style=|var\(|light-dark|url\(|@import|href=/)
  const words = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text).join(' ')
  for (const name of named) expect(words.replace(/\s+/g, ' ')).toMatch(name)
}

interface Examined {
  readonly texts: readonly { readonly text: string; readonly contrast: number }[]
  /** Mean difference between the two drawings, in 0 to 255. */
  readonly difference: number
}

/** In a separate page, without the styles of the page that made it. */
async function examine(page: Page, svg: string, png: Buffer): Promise<Examined> {
  const blank = await page.context().newPage()
  try {
    await blank.setContent('<!doctype html><body style="margin:0;background:#fff">')
    return await blank.evaluate(look, { svg, png: png.toString('base64') })
  } finally {
    await blank.close()
  }
}

/** Runs in the page. */
async function look({ svg, png }: { svg: string; png: string }): Promise<Examined> {
  type Rgb = [number, number, number]
  async function pixelsOf(url: string, width?: number, height?: number): Promise<ImageData> {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width ?? image.naturalWidth
    canvas.height = height ?? image.naturalHeight
    const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    return context.getImageData(0, 0, canvas.width, canvas.height)
  }
  const addressOf = (text: string) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`

  const drawn = await pixelsOf(`data:image/png;base64,${png}`)
  const again = await pixelsOf(addressOf(svg), drawn.width, drawn.height)
  let sum = 0
  for (let i = 0; i < drawn.data.length; i++) sum += Math.abs(drawn.data[i]! - again.data[i]!)

  // The background of the texts: the same figure without them.
  const root = new DOMParser().parseFromString(svg.replace(/^<\?xml.*?\?>\s*/, ''), 'image/svg+xml')
  for (const text of root.querySelectorAll('text')) text.setAttribute('visibility', 'hidden')
  const ground = await pixelsOf(addressOf(new XMLSerializer().serializeToString(root)))
  document.body.innerHTML = svg.replace(/^<\?xml.*?\?>\s*/, '')

  function commonest({ x, y, width, height }: DOMRect): Rgb {
    const counts = new Map<string, number>()
    for (let row = Math.max(0, Math.floor(y)); row < Math.min(ground.height, y + height); row++) {
      for (let column = Math.max(0, Math.floor(x)); column < Math.min(ground.width, x + width); column++) {
        const at = 4 * (row * ground.width + column)
        const key = [...ground.data.subarray(at, at + 3)].join()
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
    const [[color = ''] = []] = [...counts].sort((one, other) => other[1] - one[1])
    return color.split(',').map(Number) as Rgb
  }
  function luminance(color: Rgb): number {
    const [r, g, b] = color.map((value) => {
      const share = value / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    }) as Rgb
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const texts = [...document.querySelectorAll('text')].map((text) => {
    const behind = commonest(text.getBoundingClientRect())
    const { fill, fillOpacity } = getComputedStyle(text)
    let alpha = Number(fillOpacity)
    for (let at: Element | null = text; at !== null; at = at.parentElement)
      alpha *= Number(getComputedStyle(at).opacity)
    const own = (fill.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number) as Rgb
    const seen = own.map((value, i) => alpha * value + (1 - alpha) * behind[i]!) as Rgb
    const [light, dark] = [luminance(seen), luminance(behind)].sort((a, b) => b - a) as [number, number]
    return { text: text.textContent ?? '', contrast: (light + 0.05) / (dark + 0.05) }
  })
  return { texts, difference: sum / drawn.data.length }
}
