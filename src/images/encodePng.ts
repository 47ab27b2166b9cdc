/** @file Encodes bytes as a PNG, which the page opens like any other. Needs a browser's OffscreenCanvas, in a page or a worker. */

export interface RgbImage {
  readonly height: number
  readonly width: number
  /** (height, width, 3), 0 to 255. */
  readonly pixels: Uint8Array
}

/** Lossless: decoding gives the same bytes. */
export function encodePng({ height, width, pixels }: RgbImage): Promise<Blob> {
  const image = new ImageData(width, height)
  for (let i = 0; i < height * width; i++) {
    image.data.set(pixels.subarray(3 * i, 3 * i + 3), 4 * i)
    image.data[4 * i + 3] = 255
  }
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.putImageData(image, 0, 0)
  return canvas.convertToBlob({ type: 'image/png' })
}
