import { MAX_INFLATED_BYTES } from '../limits'

/** Unpacks a zlib stream as far as it is whole, and to no more than MAX_INFLATED_BYTES. */
export async function inflate(packed: Uint8Array): Promise<Uint8Array> {
  const reader = new Blob([packed.slice()]).stream().pipeThrough(new DecompressionStream('deflate')).getReader()
  const whole = new Uint8Array(MAX_INFLATED_BYTES)
  let length = 0
  try {
    while (length < whole.length) {
      const { done, value } = await reader.read()
      if (done) break
      const piece = value.subarray(0, whole.length - length)
      whole.set(piece, length)
      length += piece.length
    }
  } catch {
    // What came before the fault may be all that is looked for.
  }
  await reader.cancel().catch(() => {})
  return whole.subarray(0, length)
}
