/** @file The chunks of PNG, third edition, in any order. */
import { PNG } from 'image-size/types/png'
import type { ByteReader } from '../byteReader'
import { MAX_IMAGE_PARTS } from '../limits'
import { nameCodePoints, nameProfile } from '../metadata/colourSpace'
import { inflate } from '../metadata/inflate'
import { readOrientationMark } from '../metadata/orientationMark'
import { checkParts, Refusal } from '../refusal'
import { addRange, keepRanges, type Range } from './byteRanges'
import { ANIMATED, colourNote, depthNote, present, turnedNote } from './notes'
import { isRead, type PngText, pngExif, pngXmp } from './pngTexts'
import type { FileFacts, ImageFormat } from './types'

const SIGNATURE = '\x89PNG\r\n\x1a\n'

/**
 * The chunks that define pixels. Without those of an animation the still image
 * remains, which Pillow takes as the first frame.
 */
const PIXELS = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])

/** The chunks that say how pixels are to be shown. */
const DESCRIPTIONS = new Set(['acTL', 'cHRM', 'cICP', 'eXIf', 'gAMA', 'iCCP', 'sRGB'])

/** 1 / 2.2 in hundred thousandths, as every writer of sRGB rounds it. */
const USUAL_GAMMA = 45_455
const USUAL_PRIMARIES = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000]

/** The last chunk of each kind of metadata, and the ranges of the file to keep. */
interface Chunks {
  readonly last: ReadonlyMap<string, Uint8Array>
  readonly texts: readonly PngText[]
  readonly pixels: readonly Range[]
}

export const png: ImageFormat = {
  kind: 'png',
  name: 'a PNG',
  endings: ['png', 'apng'],
  matches: (start) => start.startsWith(SIGNATURE),

  readSize(reader) {
    reader.need(33)
    try {
      const head = reader.bytes.subarray(0, 64)
      PNG.validate(head)
      return PNG.calculate(head)
    } catch {
      throw new Refusal('is a PNG image with a broken header; save the image again')
    }
  },

  async readFacts(reader): Promise<FileFacts> {
    const { last, texts, pixels } = readChunks(reader)
    const { orientation, mark } = readOrientationMark(last.get('eXIf') ?? (await pngExif(texts)), await pngXmp(texts))
    const animation = last.get('acTL')
    const notes = present([
      animation !== undefined && readUint32(animation, 0) > 1 && ANIMATED,
      turnedNote(orientation, mark),
      colourNote(await nameColours(last)),
      depthNote(reader.uint8(24)),
    ])
    return { bytes: keepRanges(reader.bytes, pixels), orientation, notes }
  },
}

function readChunks(reader: ByteReader): Chunks {
  const last = new Map<string, Uint8Array>()
  const texts: PngText[] = []
  const pixels: Range[] = [[0, 8]]
  for (let offset = 8, parts = 0; ; parts++) {
    checkParts(parts, MAX_IMAGE_PARTS)
    const length = reader.uint32(offset)
    const type = reader.latin1(offset + 4, 4)
    const end = offset + 12 + length
    reader.need(end)
    const content = reader.slice(offset + 8, end - 4)
    if (DESCRIPTIONS.has(type)) last.set(type, content)
    if (PIXELS.has(type)) addRange(pixels, offset, end)
    if (isRead(type, content)) texts.push({ type, content })
    if (type === 'IEND') return { last, texts, pixels }
    offset = end
  }
}

/** Of the chunks about colours, only the first in this order counts. */
async function nameColours(chunks: Chunks['last']): Promise<string | null> {
  const codePoints = chunks.get('cICP')
  if (codePoints !== undefined) return nameCodePoints(codePoints[0] ?? 0, codePoints[1] ?? 0)
  const profile = chunks.get('iCCP')
  // First come its name, a zero and the compression method.
  if (profile !== undefined) return nameProfile(await inflate(profile.subarray(profile.indexOf(0) + 2)))
  if (chunks.has('sRGB')) return null
  const gamma = chunks.get('gAMA')
  const primaries = chunks.get('cHRM')
  const value = gamma === undefined ? USUAL_GAMMA : readUint32(gamma, 0)
  if (Math.abs(value - USUAL_GAMMA) > 500) return `its gamma (${(value / 100_000).toFixed(3)})`
  const differs = (usual: number, i: number) =>
    Math.abs(readUint32(primaries ?? new Uint8Array(0), 4 * i) - usual) > 500
  return primaries !== undefined && USUAL_PRIMARIES.some(differs) ? 'its table of primary colours' : null
}

/** 0 if the chunk is too short. */
function readUint32(chunk: Uint8Array, offset: number): number {
  return [0, 1, 2, 3].reduce((value, i) => value * 256 + (chunk[offset + i] ?? 0), 0)
}
