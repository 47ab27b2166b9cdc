/** @file Runs in Chromium alone, as its name has vitest.config.ts do: Node has no image decoder. */

import { describe, expect, it } from 'vitest'
import type { DecodedImage } from './decodedImage'
import { decodeImage } from './decodeImage'
import { galleryGroups } from './gallery'
import { formulaByte } from './testImages'

const urls = import.meta.glob<string>('../../e2e/fixtures/*.{png,jpg,webp,gif,bmp,avif}', {
  query: '?url',
  import: 'default',
  eager: true,
})

async function fixture(name: string): Promise<Blob> {
  const url = urls[`../../e2e/fixtures/${name}`]
  if (url === undefined) throw new Error(`there is no fixture ${name}; run e2e/fixtures/make_fixtures.py`)
  return (await fetch(url)).blob()
}

async function decodeFixture(name: string, size = 32): Promise<DecodedImage> {
  return decodeImage(await fixture(name), name, { size })
}

/** Red, green and blue at (x, y), rounded to bytes. */
function colourAt({ image }: DecodedImage, x: number, y: number): number[] {
  const start = (y * image.width + x) * 3
  return Array.from(image.pixels.subarray(start, start + 3), (value) => Math.round(value * 255))
}

function expectColour(actual: number[], expected: number[], tolerance = 6): void {
  const distance = Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!)))
  expect(distance, `${actual} is not near ${expected}`).toBeLessThanOrEqual(tolerance)
}

const RED = [220, 20, 20]
const GREEN = [20, 180, 20]
const BLUE = [20, 20, 220]
const YELLOW = [230, 220, 20]

describe('decodeImage accepts', () => {
  const turned = 'turned upright, as its EXIF orientation says'
  const animated = 'animated: only its first frame is used'
  const from40 = 'resized from 40 × 40 to 32 × 32'

  it.each([
    ['exact_32x32.png', []],
    ['exact_32x32.bmp', []],
    ['photo.jpg', ['cropped to its middle 480 × 480 and resized to 32 × 32']],
    ['photo.webp', ['cropped to its middle 240 × 240 and resized to 32 × 32']],
    ['one_pixel.png', ['enlarged from 1 × 1 to 32 × 32, so it is one flat colour']],
    ['wide_4000x10.png', ['cropped to its middle 10 × 10 and enlarged to 32 × 32, which adds no detail']],
    ['animated.gif', [animated, from40]],
    ['animated.webp', [animated, from40]],
    ['animated.png', [animated, from40]],
    ['still.gif', [from40]],
    ['cmyk.jpg', ['converted from CMYK to RGB', 'resized from 64 × 64 to 32 × 32']],
    ['rotated_exif.jpg', [turned, 'cropped to its middle 64 × 64 and resized to 32 × 32']],
    ['transparent.png', ['its transparent parts are shown on white', 'resized from 48 × 48 to 32 × 32']],
    ['quarters.avif', ['resized from 64 × 64 to 32 × 32']],
  ])('%s with its notes', async (name, notes) => {
    const decoded = await decodeFixture(name)
    expect(decoded.notes).toEqual(notes)
    expect([decoded.image.height, decoded.image.width, decoded.image.pixels.length]).toEqual([32, 32, 3072])
  })
})

describe('decodeImage returns', () => {
  it.each(['exact_32x32.png', 'exact_32x32.bmp'])('exactly byte / 255 for %s', async (name) => {
    const { pixels } = (await decodeFixture(name)).image
    const expected = Float32Array.from({ length: 3072 }, (_, i) => {
      const pixel = Math.floor(i / 3)
      return formulaByte(pixel % 32, Math.floor(pixel / 32), i % 3) / 255
    })
    expect(pixels).toEqual(expected)
  })

  it('the first frame of an animation', async () => {
    for (const name of ['animated.gif', 'animated.webp', 'animated.png']) {
      expectColour(colourAt(await decodeFixture(name), 16, 16), RED)
    }
  })

  it('the four corners in place', async () => {
    for (const name of ['quarters.avif', 'cmyk.jpg']) {
      const quarters = await decodeFixture(name)
      const corners = [colourAt(quarters, 4, 4), colourAt(quarters, 28, 4), colourAt(quarters, 4, 28)]
      corners.forEach((corner, i) => void expectColour(corner, [RED, GREEN, BLUE][i]!, 30))
    }
    // Turned clockwise by 90 degrees: the left column comes to the top, its lower end first.
    const turned = await decodeFixture('rotated_exif.jpg')
    expectColour(colourAt(turned, 4, 4), BLUE)
    expectColour(colourAt(turned, 28, 4), RED)
    expectColour(colourAt(turned, 4, 28), YELLOW)
    expectColour(colourAt(turned, 28, 28), GREEN)
  })

  it('white behind transparent pixels', async () => {
    const decoded = await decodeFixture('transparent.png', 48)
    expect(colourAt(decoded, 8, 24)).toEqual(RED)
    expectColour(colourAt(decoded, 24, 24), [237, 137, 137], 1)
    expect(colourAt(decoded, 40, 24)).toEqual([255, 255, 255])
  })

  it('every row of an image drawn in several strips', async () => {
    const canvas = new OffscreenCanvas(3000, 2600)
    const context = canvas.getContext('2d')!
    context.fillStyle = 'rgb(255 0 0)'
    context.fillRect(0, 0, 3000, 1300)
    context.fillStyle = 'rgb(0 0 255)'
    context.fillRect(0, 1300, 3000, 1300)
    const decoded = await decodeImage(await canvas.convertToBlob(), 'large.png', { size: 32 })
    for (let y = 0; y < 32; y++) {
      if (y < 12 || y > 19) expectColour(colourAt(decoded, 16, y), y < 16 ? [255, 0, 0] : [0, 0, 255], 2)
    }
  })

  it('gallery images: CIFAR-10’s unchanged, photographs resized', async () => {
    for (const { isPixelated, images } of galleryGroups) {
      for (const { id, url } of images) {
        const { image, notes } = await decodeImage(await (await fetch(url)).blob(), id, { size: 32 })
        const note = isPixelated ? [] : ['resized from 256 × 256 to 32 × 32']
        expect([id, image.width, notes]).toEqual([id, 32, note])
      }
    }
  })

  it('the same in a worker', async () => {
    const worker = new Worker(new URL('./decodeImage.testWorker.ts', import.meta.url), { type: 'module' })
    const file = await fixture('photo.jpg')
    const answer = new Promise<{ output: DecodedImage }>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = (event) => reject(new Error(event.message))
    })
    worker.postMessage({ file, name: 'photo.jpg', size: 32 })
    expect(await answer).toEqual({ output: await decodeImage(file, 'photo.jpg', { size: 32 }) })
    worker.terminate()
  })
})

describe('decodeImage refuses', () => {
  it.each([
    [
      'text.png',
      /^"text.png" is not a PNG, JPEG, WebP, AVIF, GIF or BMP image \(it begins with the text "Hello, this is a/,
    ],
    ['empty.png', /^"empty.png" is an empty file; choose another image\.$/],
    [
      'truncated.png',
      /^"truncated.png" ends early, after [\d,]+ bytes, so part of the image is missing; fetch the whole/,
    ],
    [
      'truncated.jpg',
      /^"truncated.jpg" ends early, after [\d,]+ bytes, so part of the image is missing; fetch the whole/,
    ],
    [
      'huge_12000x9000.png',
      /^"huge_12000x9000.png" has 12000 × 9000 = 108 megapixels, more than the 40 .*scale it down/,
    ],
  ])('%s in one sentence', async (name, message) => {
    const error = await decodeFixture(name).then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(Error)
    expect((error as Error).message).toMatch(message)
    expect((error as Error).message).not.toMatch(/\.\s|\n/)
  })

  it('a good frame with broken pixels', async () => {
    const bytes = new Uint8Array(await (await fixture('exact_32x32.png')).arrayBuffer())
    bytes.fill(0, 41, 400)
    await expect(decodeImage(new Blob([bytes]), 'broken.png', { size: 32 })).rejects.toThrow(
      '"broken.png" is a PNG image that this browser cannot decode; save it again as PNG.',
    )
  })
})

describe('decodeImage refuses without decoding', () => {
  it('a file that is too large', async () => {
    const file = { size: 50 * 1024 * 1024, slice: () => expect.unreachable('it was read') } as unknown as Blob
    await expect(decodeImage(file, 'large.png', { size: 32 })).rejects.toThrow(
      '"large.png" is 50 MB large, more than the 32 MB allowed; scale it down first',
    )
  })

  it('a file that is gone', async () => {
    const gone = { arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }
    const file = { size: 100, slice: () => gone } as unknown as Blob
    await expect(decodeImage(file, 'gone.png', { size: 32 })).rejects.toThrow(
      '"gone.png" could not be read because it was moved',
    )
  })
})
