/** @file Whether an ICC profile is sRGB's, by its colourants and tone curves: a name can be anything. */
import type { ByteReader } from '../byteReader'

/** X, Y and Z of red, green and blue, adapted to D50 as profiles have them (IEC 61966-2-1, ICC.1). */
const COLOURANTS: Readonly<Record<string, readonly number[]>> = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7141],
}
const CURVES = ['rTRC', 'gTRC', 'bTRC']

/** Writers round, and some store short curves. A gamma of 2.2 is off by 0.008. */
const TOLERANCE = 0.005
const SAMPLES = 32

/** `find` says where the tag of a name begins, null where there is none. Throws OutOfBytes where the profile is cut. */
export function isSrgb(reader: ByteReader, find: (tag: string) => number | null): boolean {
  const isColourant = ([tag, usual]: readonly [string, readonly number[]]): boolean => {
    const start = find(tag)
    return start !== null && usual.every((value, i) => isClose(fixed(reader, start + 8 + 4 * i), value))
  }
  const isCurve = (tag: string): boolean => {
    const start = find(tag)
    const curve = start === null ? null : readCurve(reader, start)
    return (
      curve !== null &&
      Array.from({ length: SAMPLES + 1 }, (_, i) => i / SAMPLES).every((x) => isClose(curve(x), linear(x)))
    )
  }
  return Object.entries(COLOURANTS).every(isColourant) && CURVES.every(isCurve)
}

const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= TOLERANCE

/** sRGB's own curve, from stored to linear values. */
const linear = (x: number): number => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4)

const fixed = (reader: ByteReader, at: number): number => (reader.uint32(at) | 0) / 65_536

/** A table, or a formula with a straight part below; null for other kinds, none of which sRGB's writers use. */
function readCurve(reader: ByteReader, start: number): ((x: number) => number) | null {
  const type = reader.latin1(start, 4)
  if (type === 'curv') {
    const last = reader.uint32(start + 8) - 1
    if (last < 1) return null
    const at = (i: number) => reader.uint16(start + 12 + 2 * i) / 65_535
    return (x) => {
      const low = Math.min(Math.floor(x * last), last - 1)
      return at(low) + (x * last - low) * (at(low + 1) - at(low))
    }
  }
  if (type !== 'para' || ![3, 4].includes(reader.uint16(start + 8))) return null
  const [g = 1, a = 1, b = 0, c = 0, d = 0] = [0, 1, 2, 3, 4].map((i) => fixed(reader, start + 12 + 4 * i))
  return (x) => (x >= d ? (a * x + b) ** g : c * x)
}
