/** @file Requests to a hub: bounded in size, given up when nothing arrives, and aborted when their job is cancelled. */
import { countOf } from '../../../countOf'
import { Refusal } from '../../refusal'
import { STALL_MS } from './limits'

const WATCH_MS = 100

/** Statuses that are worth an immediate retry. */
export class Unreachable extends Refusal {}

/** How requests are made, and how they are watched. */
export interface Connection {
  readonly fetch: typeof fetch
  /** Called for every byte received and regularly in between; throws JobCancelled when the job is cancelled. */
  readonly onBytes: (bytes: number) => Promise<void>
  readonly stallMs?: number
}

/**
 * The response from `url`, if its status is one of `statuses`. Throws Refusal
 * if the server cannot be reached or answers with another status.
 */
export async function request(
  url: string,
  init: RequestInit,
  connection: Connection,
  statuses: readonly number[] = [200],
): Promise<{ response: Response; readBody: (maxBytes: number) => Promise<Uint8Array<ArrayBuffer>> }> {
  const abort = new AbortController()
  // The hub learns neither the person's account nor the page.
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
        throw new Refusal(`sends more than the ${countOf(maxBytes, 'byte')} requested; choose another`)
      pieces.push(next.value)
      await connection.onBytes(next.value.byteLength)
    }
  } catch (error) {
    abort.abort()
    throw error
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer())
}

/** The result of `work`, which is aborted if the job is cancelled or nothing arrives for too long. */
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
        `could not be fetched because ${hostOf(url)} could not be reached; check the connection and retry`,
      )
    }
    try {
      await onBytes(0)
      if (performance.now() - began > stallMs) {
        const seconds = Math.round(stallMs / 1000)
        throw new Refusal(
          `could not be fetched because nothing came from ${hostOf(url)} for ${countOf(seconds, 'second')}; retry later`,
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

/** The hub answers 401 for private and missing data sets, and 403 for gated ones. */
function explainStatus({ status, headers }: Response): Refusal {
  const code = headers.get('X-Error-Code')
  if (code === 'GatedRepo') {
    return new Refusal('is gated: the hub serves it only to people approved by its owners; choose another')
  }
  if (status === 401 || status === 403) {
    return new Refusal(`is not on the hub, or is private (HTTP ${status}); check its name, or choose another`)
  }
  if (status === 404) return new Refusal('is not on the hub, or not in Parquet format (HTTP 404); check its name')
  if (status === 429) return new Refusal('was requested too often (HTTP 429); retry in a few minutes')
  return new Refusal(`could not be fetched (HTTP ${status}); retry later`)
}
