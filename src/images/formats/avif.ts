/** @file AVIF: still images and sequences in ISO boxes. Its rotation belongs to its pixels, and every browser applies it. */
import { type ByteReader, OutOfBytes } from '../byteReader'
import { nameCodePoints, nameProfile } from '../metadata/colourSpace'
import { Refusal } from '../refusal'
import { type Property, primaryProperties } from './avifProperties'
import { boxes, brandsOf } from './isoBoxes'
import { ANIMATED, colourNote, depthNote, present } from './notes'
import type { FileFacts, ImageFormat } from './types'

const BRANDS = ['avif', 'avis']
/** Brands shared by all images in such boxes, whatever their codec. */
const CONTAINER_BRANDS = ['mif1', 'msf1', 'miaf']

export const avif: ImageFormat = {
  kind: 'avif',
  name: 'an AVIF',
  endings: ['avif', 'avifs'],
  matches(start) {
    const brands = brandsOf(start)
    if (brands.some((brand) => BRANDS.includes(brand))) return true
    // Then the type of the items gives the codec.
    return brands.some((brand) => CONTAINER_BRANDS.includes(brand)) && /infe.{8}av01|av01\0/s.test(start)
  },

  readSize(reader) {
    const meta = findMeta(reader)
    const sizes = primaryProperties(reader, meta).all.filter(({ type }) => type === 'ispe')
    const [largest] = sizes
      .map(({ start }) => ({ width: reader.uint32(start + 4), height: reader.uint32(start + 8) }))
      .sort((a, b) => b.width * b.height - a.width * a.height)
    if (largest === undefined) throw broken()
    return largest
  },

  readFacts(reader): FileFacts {
    checkEnd(reader)
    const { primary } = primaryProperties(reader, findMeta(reader))
    const isTurned = primary.some(
      ({ type, start }) => type === 'imir' || (type === 'irot' && (reader.uint8(start) & 3) !== 0),
    )
    const notes = present([
      brandsOf(startOf(reader)).includes('avis') && ANIMATED,
      isTurned && 'turned upright, as its header asks',
      colourNote(nameColours(reader, primary)),
      depthNote(readDepth(reader, primary)),
    ])
    return { bytes: asStill(reader), orientation: 1, notes }
  },
}

const broken = () => new Refusal('is an AVIF image with a broken header; save the image again')

const withoutStill = () =>
  new Refusal('is an AVIF sequence without a still image, which this page does not read; save one of its frames as PNG')

function startOf(reader: ByteReader): string {
  return reader.latin1(0, Math.min(reader.uint32(0), reader.length, 1024))
}

function findMeta(reader: ByteReader): Property {
  let isSequence = false
  try {
    for (const box of boxes(reader, 0, Number.POSITIVE_INFINITY)) {
      if (box.type === 'moov') isSequence = true
      if (box.type !== 'meta') continue
      reader.need(box.end)
      return box
    }
  } catch (error) {
    // Writers put the still image before the sequence, so there is none.
    if (error instanceof OutOfBytes && isSequence) throw withoutStill()
    throw error
  }
  throw isSequence ? withoutStill() : broken()
}

function checkEnd(reader: ByteReader): void {
  let end = 0
  for (const box of boxes(reader, 0, reader.length)) {
    end = box.end
    reader.need(end)
  }
  // Fewer bytes than a box's header are the beginning of one.
  if (end < reader.length) reader.need(end + 8)
}

function nameColours(reader: ByteReader, properties: readonly Property[]): string | null {
  const colours = properties.filter(({ type }) => type === 'colr')
  const kindOf = ({ start }: Property) => reader.latin1(start, 4)
  const profile = colours.find((box) => ['prof', 'rICC'].includes(kindOf(box)))
  if (profile !== undefined) return nameProfile(reader.slice(profile.start + 4, profile.end))
  const codes = colours.find((box) => kindOf(box) === 'nclx')
  return codes === undefined ? null : nameCodePoints(reader.uint16(codes.start + 4), reader.uint16(codes.start + 6))
}

/** Bits per sample. */
function readDepth(reader: ByteReader, properties: readonly Property[]): number {
  const coding = properties.find(({ type }) => type === 'av1C')
  const flags = coding === undefined ? 0 : reader.uint8(coding.start + 2)
  return (flags & 0x40) === 0 ? 8 : (flags & 0x20) === 0 ? 10 : 12
}

/** The file under the brands of a still image: a browser then takes its primary image, not the first of its frames. */
function asStill({ bytes }: ByteReader): FileFacts['bytes'] {
  const still = bytes.slice()
  const size = new DataView(still.buffer).getUint32(0)
  const write = (at: number, brand: string) => {
    for (let i = 0; i < 4; i++) still[at + i] = brand.charCodeAt(i)
  }
  write(8, 'avif')
  for (let at = 16; at + 4 <= Math.min(size, still.length); at += 4) {
    const brand = String.fromCharCode(...still.subarray(at, at + 4))
    if (brand === 'avis') write(at, 'avif')
    if (brand === 'msf1') write(at, 'mif1')
  }
  return still
}
