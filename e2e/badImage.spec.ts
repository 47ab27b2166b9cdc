/** @file Every file that is opened, dropped or pasted leads to an image or to a clear sentence. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, type JSHandle, type Locator, type Page, test } from '@playwright/test'
import { open, readCanvas, textOf, waitUntilCurrent } from './support/comparisonPage'
import { watchErrors } from './support/errors'

/** One is enough to be shown the images. */
const MODEL = 'cifar10-resnet-gelu-natural'

const folder = join(import.meta.dirname, 'fixtures')
const fixture = (name: string) => join(folder, name)

/** The required outcome of a file; others may be shown or refused, but not left pending. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  'text.png': /is not a kind of file that this page opens; choose an image/,
  'empty.png': /empty/,
  'truncated.png': /ends early/,
  'truncated.jpg': /ends early/,
  'huge_12000x9000.png': /12[, ]?000 × 9[, ]?000/,
}
const SHOWN: Readonly<Record<string, RegExp>> = {
  'one_pixel.png': /1 × 1/,
  'animated.gif': /first frame/,
  'animated.png': /first frame/,
  'cmyk.jpg': /CMYK/,
  'rotated_exif.jpg': /upright/,
  'transparent.png': /white/,
  'wide_4000x10.png': /middle/,
  'exact_32x32.png': /^$/,
  'formats/png-colour-icc.png': /its colour profile \(.+\) is not applied: the stored values are used, as in training/,
  'formats/webp-turned-exif6.webp': /upright, as its EXIF orientation says/,
  'formats/png-depth-rgb16.png': /from 16 to 8 bits/,
  'formats/avif-frames-msf1.avif': /first frame/,
  'formats/bmp-depth-24bit-header12.bmp': /middle/,
}

const inFolder = readdirSync(folder).filter((name) => /\.(png|jpe?g|webp|gif|bmp|avif)$/.test(name))
const files = [...new Set([...inFolder, ...Object.keys(SHOWN)])]

const shownImage = (page: Page): Locator => page.locator('[data-row="image"] .row-common')
/** The message at the top of the page, for files that are not images or cannot be read. */
const error = (page: Page): Locator => page.getByTestId('image-error').or(page.getByTestId('file-notice'))

/** Waits until the file is shown or refused. */
async function outcomeOf(page: Page, name: string): Promise<'shown' | 'refused'> {
  // Followed by its size, so that no longer name is meant.
  const shown = shownImage(page).getByRole('img', { name: `${name}, ` })
  const refused = error(page).filter({ hasText: `"${name}"` })
  await expect(shown.or(refused)).toHaveCount(1)
  return (await shown.count()) === 1 ? 'shown' : 'refused'
}

/** A DataTransfer with files of these bytes, for dropping and pasting. */
function transferOf(page: Page, ...files: { name: string; bytes: Buffer }[]): Promise<JSHandle<DataTransfer>> {
  return page.evaluateHandle(
    (given) => {
      const transfer = new DataTransfer()
      for (const { base64, name } of given) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
        transfer.items.add(new File([bytes], name))
      }
      return transfer
    },
    files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') })),
  )
}

const fixtureFile = (name: string) => ({ name, bytes: readFileSync(fixture(name)) })

test('every unusual or broken file yields an image or a sentence, and the previous image stays', async ({ page }) => {
  const errors = watchErrors(page)
  await open(page, 'wasm', 1, MODEL)
  await waitUntilCurrent(page)
  for (const name of files) {
    await test.step(name, async () => {
      const before = await readCanvas(shownImage(page))
      await page.getByTestId('image-file').setInputFiles(fixture(name))
      const outcome = await outcomeOf(page, basename(name))
      if (name in REFUSED) expect(outcome).toBe('refused')
      if (name in SHOWN) expect(outcome).toBe('shown')
      if (outcome === 'refused') {
        const sentence = await textOf(error(page))
        expect(sentence).toMatch(REFUSED[name] ?? /.{30}/)
        // It names the file and says what is wrong and what to do.
        expect(sentence).toMatch(/^".+" .+[;,:] .+/)
        expect(await readCanvas(shownImage(page)), 'the image before stays').toEqual(before)
      } else {
        await expect(error(page)).toHaveCount(0)
        const notes = page.locator('.note')
        expect((await notes.count()) ? await textOf(notes) : '').toMatch(SHOWN[name] ?? /.*/)
        await expect(page.getByTestId('label')).toHaveValue('')
      }
      await waitUntilCurrent(page)
    })
  }
  expect(errors).toEqual([])
})

test('images can be dropped and pasted, and anything else is refused there too', async ({ page }) => {
  const errors = watchErrors(page)
  await open(page, 'wasm', 1, MODEL)
  await waitUntilCurrent(page)

  const dropped = await transferOf(page, fixtureFile('photo.jpg'))
  await page.dispatchEvent('body', 'dragover', { dataTransfer: dropped })
  await expect(page.getByText('Drop an image to look at it')).toBeVisible()
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
  expect(await outcomeOf(page, 'photo.jpg')).toBe('shown')
  await expect(page.getByText('Drop an image to look at it')).toHaveCount(0)

  const paste = (transfer: JSHandle<DataTransfer>) =>
    transfer.evaluate((clipboardData) =>
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true })),
    )
  await paste(await transferOf(page, fixtureFile('photo.webp')))
  expect(await outcomeOf(page, 'photo.webp')).toBe('shown')
  await paste(await transferOf(page, fixtureFile('text.png')))
  expect(await outcomeOf(page, 'text.png')).toBe('refused')
  await expect(shownImage(page).getByRole('img', { name: 'photo.webp' })).toBeVisible()
  await waitUntilCurrent(page)

  const drop = async (...all: { name: string; bytes: Buffer }[]) =>
    page.dispatchEvent('body', 'drop', { dataTransfer: await transferOf(page, ...all) })
  const notice = page.getByTestId('file-notice')
  await test.step('the second of two images is reported as ignored', async () => {
    await drop(fixtureFile('photo.jpg'), fixtureFile('photo.webp'))
    await expect(notice).toContainText('"photo.jpg" is open; "photo.webp" is ignored')
    await expect(shownImage(page).getByRole('img', { name: 'photo.jpg' })).toBeVisible()
    await waitUntilCurrent(page)
  })
  await test.step('files that a view cannot use are reported at the top, and its settings stay', async () => {
    const checkpoint = { name: 'net.pt', bytes: Buffer.from('PK\x03\x04net/data.pkl', 'latin1') }
    for (const view of ['Evaluate', 'Train']) {
      await page.getByRole('button', { name: view, exact: true }).click()
      const from = await page.getByTestId('images-from').inputValue()
      await drop(checkpoint)
      await expect(notice).toContainText(
        '"net.pt" is a file with the ending of a PyTorch checkpoint but not as torch.save writes one, which this page does not open; choose',
      )
      await expect(notice).toHaveAttribute('role', 'alert')
      await expect(notice).toBeInViewport()
      await drop(fixtureFile('photo.jpg'))
      await expect(notice).toContainText('"photo.jpg" is a single image')
      await expect(page.getByTestId('images-from')).toHaveValue(from)
      await notice.getByRole('button', { name: 'Dismiss' }).click()
      await expect(notice).toHaveCount(0)
    }
  })
  expect(errors).toEqual([])
})
