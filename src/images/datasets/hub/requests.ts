/** @file Requests to a hub: bounded, given up when nothing comes, and stopped at once when nobody wants them any more. */
import { countOf } from '../../../countOf'
import { Refusal } from '../../refusal'
import { STALL_MS } from './limits'

const WATCH_MS = 100

/** What may go better at once. */
export class Unreachable extends Refusal {}

/** How requests are made, and by whom they are watched. */
export interface Connection {
  readonly fetch: typeof fetch
  /** Told of every byte that comes; asked all the while, and throws JobCancelled when nobody waits any more. */
  readonly onBytes: (bytes: number) => Promise<void>
  readonly stallMs?: number
}

/**
 * What the server at `url` answers, if it is one of `statuses`. Throws Refusal
 * where it can not be reached or answers otherwise.
 */
export async function request(
  url: string,
  init: RequestInit,
  connection: Connection,
  statuses: readonly number[] = [200],
): Promise<{ response: Response; readBody: (maxBytes: number) => Promise<Uint8Array<ArrayBuffer>> }> {
  const abort = new AbortController()
  // The hub learns neither who asks nor from where.
  const options: RequestInit = { ...init, signal: abort.signal, credentials: 'omit', referrerPolicy: 'no-referrer' }
  const watch = <T>(work: Promise<T>) => watched(work, url, abort, connection)
  const response = await watch(connection.fetch(url, options))
  if (!statuses.includes(response.status)) {
    abort.abort()
    throw explainStatus(response)
  }
  return { response, readBody: (maxBytes) => readBody(response, maxBytes, watch, connection, abort) }
}

async function readBody(
  response: Response,
  maxBytes: number,
  watch: <T>(work: Promise<T>) => Promise<T>,
  connection: Connection,
  abort: AbortController,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader()
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  try {
    for (;;) {
      const next = await watch(reader ? reader.read() : Promise.resolve({ done: true as const, value: undefined }))
      if (next.done) break
      length += next.value.byteLength
      if (length > maxBytes)
        throw new Refusal(`sends more than the ${countOf(maxBytes, 'byte')} asked for; choose another`)
      pieces.push(next.value)
      await connection.onBytes(next.value.byteLength)
    }
  } catch (error) {
    abort.abort()
    throw error
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer())
}

/** The outcome of `work`, which is aborted where the job is cancelled or nothing comes for too long. */
async function watched<T>(
  work: Promise<T>,
  url: string,
  abort: AbortController,
  { onBytes, stallMs = STALL_MS }: Connection,
): Promise<T> {
  const began = performance.now()
  const outcome = work.then(
    (value) => ({ value }),
    () => ({ value: null }),
  )
  for (;;) {
    const first = await Promise.race([outcome, wait(WATCH_MS)])
    if (first !== null && first.value !== null) return first.value
    if (first !== null) {
      throw new Unreachable(
        `could not be fetched, as ${hostOf(url)} could not be reached; check the connection and retry`,
      )
    }
    try {
      await onBytes(0)
      if (performance.now() - began > stallMs) {
        const seconds = Math.round(stallMs / 1000)
        throw new Refusal(
          `could not be fetched, as nothing came from ${hostOf(url)} for ${countOf(seconds, 'second')}; retry later`,
        )
      }
    } catch (error) {
      abort.abort()
      throw error
    }
  }
}

function wait(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms))
}

const hostOf = (url: string) => new URL(url).host

/** As the hub answers: 401 for what is private and for what is not there, 403 for what asks for leave. */
function explainStatus({ status, headers }: Response): Refusal {
  const code = headers.get('X-Error-Code')
  if (code === 'GatedRepo') {
    return new Refusal('is gated: the hub gives it only to those whom its owners have admitted; choose another')
  }
  if (status === 401 || status === 403) {
    return new Refusal(`is not on the hub, or is private (HTTP ${status}); check its name, or choose another`)
  }
  if (status === 404) return new Refusal('is not on the hub, or not in parquet form (HTTP 404); check its name')
  if (status === 429) return new Refusal('was asked for too often (HTTP 429); retry in a few minutes')
  return new Refusal(`could not be fetched (HTTP ${status}); retry later`)
}
