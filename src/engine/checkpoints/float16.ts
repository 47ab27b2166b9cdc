/** IEEE 754 binary16, by its bits. */
export function float16ToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

const LARGEST = 65_504
/** Of the numbers that float16 has with ten binary places. */
const SMALLEST_NORMAL = 2 ** -14

/** The nearest, of two that are as near the even one; infinite beyond the largest. */
export function numberToFloat16(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0
  const size = Math.abs(value)
  if (Number.isNaN(value)) return 0x7e00
  if (size >= LARGEST + 16) return sign | 0x7c00
  if (size < SMALLEST_NORMAL) return sign | roundToEven(size / 2 ** -24)
  const exponent = Math.floor(Math.log2(size))
  // Rounded up to 1,024 places, it becomes the first of the next exponent by itself.
  return sign | (((exponent + 15) << 10) + roundToEven((size / 2 ** exponent - 1) * 1024))
}

function roundToEven(value: number): number {
  const below = Math.floor(value)
  const rest = value - below
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below
}
