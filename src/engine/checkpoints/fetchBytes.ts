import { countOf } from '../../countOf'
import type { ReadBytes } from './loadClassifier'

/** Fetches at most `maxBytes` and stops reading there, whatever the server says of the length. */
export const fetchBytes: ReadBytes = async (name, url, maxBytes, onBytes) => {
  const response = await fetch(url).catch(() => null)
  if (response === null) throw new Error(`The ${name} file could not be fetched; check the connection and retry.`)
  if (!response.ok || response.body === null) {
    throw new Error(`The ${name} file could not be fetched (HTTP ${response.status}); retry, or check its address.`)
  }
  const reader = response.body.getReader()
  const readNext = () =>
    reader.read().catch(() => {
      throw new Error(`The ${name} file was not fetched to its end; check the connection and retry.`)
    })
  const chunks: Uint8Array[] = []
  let length = 0
  for (let next = await readNext(); !next.done; next = await readNext()) {
    length += next.value.byteLength
    if (length > maxBytes) {
      await reader.cancel()
      throw new Error(
        `The ${name} file is larger than the ${countOf(maxBytes, 'byte')} expected; fetch or export the model again.`,
      )
    }
    chunks.push(next.value)
    await onBytes?.(length).catch(async (error) => {
      await reader.cancel()
      throw error
    })
  }
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes.buffer
}
