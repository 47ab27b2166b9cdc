/** @file Files whose names, classes and descriptions are hostile are shown as text, and break the layout of no view. */
import { readFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { expect, type Page, test } from '@playwright/test'
import { parseManifest } from '../src/engine/checkpoints/manifest'
import { zipOf } from '../src/images/datasets/testArchives'
import { hostileManifest } from '../src/testing/hostileTexts'
import { open, waitUntilCurrent } from './support/comparisonPage'
import { watchErrors } from './support/errors'

const MODEL = 'fashion-mnist-resnet-gelu-natural'
const OWN = 'hostile'
const SIZES = [
  { width: 1440, height: 900 },
  { width: 320, height: 640 },
] as const

const ALL = '<img src=x onerror=alert(1)>\u202eאבג\u2067مرحبا🏳️‍🌈Z\u0351\u036b\u0000=1+1'
/** Of any length: HTML, marks of direction, emoji, and then one word without an end. */
const hostile = (length: number) => ALL.padEnd(length, 'W').slice(0, length)
const NAME = hostile(300).replaceAll('\u0000', '')

interface Given {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

/** As if copied in a file manager. */
async function paste(page: Page, { name, type, bytes }: Given): Promise<void> {
  await page.evaluate(
    ([fileName, fileType, base64]) => {
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([content], fileName, { type: fileType }))
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData }))
    },
    [name, type, Buffer.from(bytes).toString('base64')] as const,
  )
}

const zipped = (files: Readonly<Record<string, Uint8Array>>) =>
  zipOf(
    Object.entries(files).map(([name, packed]) => ({
      name,
      packed: new Uint8Array(packed),
      crc32: crc32(packed),
      size: packed.length,
    })),
  )

function modelZip(): Uint8Array {
  const folder = `models/${MODEL}`
  const shipped = parseManifest(readFileSync(`${folder}/manifest.json`, 'utf8'))
  const { architecture, weights } = shipped
  const manifest = JSON.stringify({ ...hostileManifest(shipped, hostile), id: OWN, architecture, weights })
  return zipped({
    'manifest.json': Buffer.from(manifest),
    'weights.safetensors': readFileSync(`${folder}/weights.safetensors`),
  })
}

const imageSet = () => {
  const image = readFileSync('e2e/fixtures/exact_32x32.png')
  return zipped({ [`${NAME.slice(0, 90)}/${NAME.slice(0, 200)}.png`]: image, 'dog/1.png': image })
}

/** What hides a part of its content without a sign; a table's head moves with its body, and a phone's views are swiped. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body :not(thead, .view-menu)')].flatMap((element) => {
      const { overflowX, textOverflow, position } = getComputedStyle(element)
      const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1
      const isMeant = overflowX === 'visible' || textOverflow === 'ellipsis' || position === 'absolute'
      return isCut && !isMeant ? [`${element.tagName} ${element.className}`] : []
    }),
  )

async function expectWhole(page: Page, what: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size)
    const widest = () => page.evaluate(() => document.documentElement.scrollWidth)
    await expect.poll(widest, { message: `${what} at ${size.width}` }).toBeLessThanOrEqual(size.width)
    expect(await cutOff(page), `${what} at ${size.width}: nothing is cut off`).toEqual([])
    expect(await page.locator('img[src="x"]').count(), `${what}: HTML stays text`).toBe(0)
  }
  await page.setViewportSize(SIZES[0])
}

test('names of HTML, marks of direction, emoji and endless words stay text and break no layout', async ({ page }) => {
  const errors = watchErrors(page)
  page.on('dialog', (dialog) => errors.push(`it ran: ${dialog.message()}`))
  await open(page, 'wasm', 1, MODEL)
  await waitUntilCurrent(page)
  await paste(page, { name: `${NAME}.zip`, type: 'application/zip', bytes: modelZip() })
  const heading = page.getByTestId(`model-${OWN}`)
  await expect(heading).toHaveAttribute('data-status', 'ready')
  const image = readFileSync('e2e/fixtures/exact_32x32.png')
  await paste(page, { name: `${NAME}.png`, type: 'image/png', bytes: image })
  await expect(page).toHaveURL(/image=sha256/)
  await waitUntilCurrent(page)
  await expectWhole(page, 'the comparison')

  await heading.locator('.model-name').click()
  await expect(page.getByRole('dialog')).toContainText('onerror')
  await expectWhole(page, 'the card')
  await page.keyboard.press('Escape')

  await paste(page, {
    name: `${NAME}.svg`,
    type: 'image/svg+xml',
    bytes: Buffer.from('<svg onload="alert(1)"><script>alert(1)</script>'),
  })
  await expect(page.getByTestId('file-notice')).toContainText('SVG')
  await expectWhole(page, 'the notice')

  for (const view of ['Evaluate', 'Statistics', 'Train']) {
    await page.getByRole('button', { name: view, exact: true }).click()
    if (view === 'Evaluate') {
      await paste(page, { name: `${NAME}.zip`, type: 'application/zip', bytes: imageSet() })
      await expect(page.getByText(/2 classes|2 images/).first()).toBeVisible()
    }
    await expectWhole(page, view)
  }
  expect(errors).toEqual([])
})
