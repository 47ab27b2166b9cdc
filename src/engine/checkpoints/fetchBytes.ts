import { countOf } from '../../countOf'
import type { ReadBytes } from './loadClassifier'

/** Fetches at most `maxBytes` and stops there, whatever length the server announces. */
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
  const received = new Received(Number(response.headers.get('Content-Length') ?? 0), maxBytes)
  for (let next = await readNext(); !next.done; next = await readNext()) {
    if (received.length + next.value.byteLength > maxBytes) {
      await reader.cancel()
      throw new Error(
        `The ${name} file is larger than the ${countOf(maxBytes, 'byte')} expected; fetch or export the model again.`,
      )
    }
    received.add(next.value)
    await onBytes?.(received.length).catch(async (error) => {
      await reader.cancel()
      throw error
    })
  }
  return received.whole()
}

/** Collects bytes in one buffer of the announced length, so that a large model is not in memory twice. */
class Received {
  length = 0
  private buffer: Uint8Array<ArrayBuffer>

  constructor(said: number, maxBytes: number) {
    this.buffer = new Uint8Array(said > 0 && said <= maxBytes ? said : 0)
  }

  add(chunk: Uint8Array): void {
    const length = this.length + chunk.byteLength
    if (length > this.buffer.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.buffer.length))
      larger.set(this.buffer.subarray(0, this.length))
      this.buffer = larger
    }
    this.buffer.set(chunk, this.length)
    this.length = length
  }

  whole(): ArrayBuffer {
    return this.length === this.buffer.length ? this.buffer.buffer : this.buffer.slice(0, this.length).buffer
  }
}
