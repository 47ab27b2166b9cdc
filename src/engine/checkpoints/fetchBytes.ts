import { countOf } from '../../countOf'
import type { ReadBytes } from './loadClassifier'

/** A server that sends nothing for this long has stalled. */
const STALL_MS = 30_000

/** Fetches at most `maxBytes` and stops there, whatever length the server announces. Gives up on one that stalls. */
export const fetchBytes: ReadBytes = (name, url, maxBytes, onBytes) =>
  fetchWithin(STALL_MS, { name, url, maxBytes, onBytes })

interface Wanted {
  readonly name: string
  readonly url: string
  readonly maxBytes: number
  readonly onBytes: Parameters<ReadBytes>[3]
}

/** @param stallMs how long the server may send nothing */
export async function fetchWithin(stallMs: number, { name, url, maxBytes, onBytes }: Wanted): Promise<ArrayBuffer> {
  const clock = new StallClock(stallMs)
  const explain = (otherwise: string) => () => {
    const stalled = `The ${name} file stopped arriving for ${countOf(Math.ceil(stallMs / 1000), 'second')}; check the connection and retry.`
    throw new Error(clock.isOver ? stalled : otherwise)
  }
  try {
    const response = await clock
      .watch(fetch(url, { signal: clock.signal }))
      .catch(explain(`The ${name} file could not be fetched; check the connection and retry.`))
    if (!response.ok || response.body === null) {
      throw new Error(`The ${name} file could not be fetched (HTTP ${response.status}); retry, or check its address.`)
    }
    const reader = response.body.getReader()
    const readNext = () =>
      clock
        .watch(reader.read())
        .catch(explain(`The ${name} file was not fetched to its end; check the connection and retry.`))
    const received = new Received(Number(response.headers.get('Content-Length') ?? 0), maxBytes)
    for (let next = await readNext(); !next.done; next = await readNext()) {
      if (received.length + next.value.byteLength > maxBytes) {
        throw new Error(
          `The ${name} file is larger than the ${countOf(maxBytes, 'byte')} expected; fetch or export the model again.`,
        )
      }
      received.add(next.value)
      await onBytes?.(received.length)
    }
    return received.whole()
  } catch (error) {
    clock.abort()
    throw error
  }
}

/** Ends a request during which the server sends nothing for too long. What the page does between does not count. */
class StallClock {
  isOver = false
  private readonly controller = new AbortController()

  constructor(private readonly stallMs: number) {}

  get signal(): AbortSignal {
    return this.controller.signal
  }

  async watch<Value>(waiting: Promise<Value>): Promise<Value> {
    const timer = setTimeout(() => {
      this.isOver = true
      this.abort()
    }, this.stallMs)
    try {
      return await waiting
    } finally {
      clearTimeout(timer)
    }
  }

  abort(): void {
    this.controller.abort()
  }
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
