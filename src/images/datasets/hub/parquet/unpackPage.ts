/** @file Unpacks one page of a parquet file. The decoders of libraries do not bound their work, so this runs in a worker that can be ended. */
import { Damaged } from './cursor'

/** By the codecs' names in parquet. */
const UNPACKERS: Readonly<Record<string, (packed: Uint8Array, bytes: number) => Promise<Uint8Array>>> = {
  async SNAPPY(packed, bytes) {
    const { snappyUncompress } = await import('hyparquet')
    const unpacked = new Uint8Array(bytes)
    snappyUncompress(packed, unpacked)
    return unpacked
  },
  async GZIP(packed, bytes) {
    const unpacked = new Uint8Array(bytes)
    const gzip = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream('gzip'))
    const reader = gzip.getReader()
    for (let at = 0; ; ) {
      const { done, value } = await reader.read()
      if (done) return checkLength(unpacked, at)
      if (at + value.length > bytes) {
        await reader.cancel()
        throw new Damaged('It unpacks to more than it claims.')
      }
      unpacked.set(value, at)
      at += value.length
    }
  },
  async ZSTD(packed, bytes) {
    const { decompress } = await import('fzstd')
    // Into what is allocated here: by itself it would allocate whatever the page claims.
    return decompress(packed, new Uint8Array(bytes))
  },
  LZ4: async (packed, bytes) => (await import('hyparquet-compressors')).compressors.LZ4?.(packed, bytes) as Uint8Array,
  LZ4_RAW: async (packed, bytes) =>
    (await import('hyparquet-compressors')).compressors.LZ4_RAW?.(packed, bytes) as Uint8Array,
}

function checkLength(unpacked: Uint8Array, length: number): Uint8Array {
  if (length !== unpacked.length) throw new Damaged('It unpacks to less than it claims.')
  return unpacked
}

export const isPackingRead = (codec: string): boolean => codec === 'UNCOMPRESSED' || Object.hasOwn(UNPACKERS, codec)

/** @throws Damaged, or what a decoder throws */
export async function unpackPage(codec: string, packed: Uint8Array, bytes: number): Promise<Uint8Array> {
  if (codec === 'UNCOMPRESSED') return checkLength(packed, bytes)
  const unpacked = await UNPACKERS[codec]?.(packed, bytes)
  if (unpacked === undefined) throw new Damaged(`It is packed by ${codec}.`)
  return checkLength(unpacked, bytes)
}
