/** @file The gallery's CIFAR-10 images in Node, where no browser decodes them. */
import { readdirSync, readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { type Pixels01, pixels01 } from '../units'

const folder = new URL('../../public/images/cifar10/', import.meta.url)

/** In the order of their names: (N, 32, 32, 3), and the label that each name ends in. */
export function readGalleryPixels(): { names: string[]; labels: number[]; pixels: Pixels01 } {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.png'))
    .sort()
    .map((name) => name.slice(0, -'.png'.length))
  const bytes = names.map((name) => decodePng(readFileSync(new URL(`${name}.png`, folder))))
  const pixels = pixels01(Float32Array.from(bytes.flat(), (byte) => byte / 255))
  return { names, labels: names.map((name) => Number(name.slice(name.lastIndexOf('_') + 1))), pixels }
}

/** Rows of red, green and blue, of an 8-bit RGB file that is not interlaced: the only kind in the folder. */
function decodePng(file: Buffer): number[] {
  const data: Buffer[] = []
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)))
  }
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)]
  if (file[24] !== 8 || file[25] !== 2 || file[28] !== 0) throw new Error('the image is no plain 8-bit RGB PNG')
  const stride = width * 3
  const filtered = inflateSync(Buffer.concat(data))
  const out = new Array<number>(height * stride)
  for (let row = 0; row < height; row++) {
    const filter = filtered[row * (stride + 1)] as number
    for (let x = 0; x < stride; x++) {
      const left = x < 3 ? 0 : (out[row * stride + x - 3] as number)
      const up = row === 0 ? 0 : (out[(row - 1) * stride + x] as number)
      const corner = x < 3 || row === 0 ? 0 : (out[(row - 1) * stride + x - 3] as number)
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] as number
      out[row * stride + x] = ((filtered[row * (stride + 1) + 1 + x] as number) + predicted) & 255
    }
  }
  return out
}

/** The PNG specification's filter type 4. */
function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner
  const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(estimate - value)) as [
    number,
    number,
    number,
  ]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}
