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
  /** Words for an answer that is not one, where there are better ones than those for a data set. */
  readonly explain?: (status: number, code: string | null) => Refusal | null
}

export interface HubAnswer {
  readonly response: Response
  readonly readBody: (maxBytes: number) => Promise<Uint8Array<ArrayBuffer>>
  /** Gives the body to `take` as it comes. Throws Unreachable where the connection drops. */
  readonly readChunks: (maxBytes: number, take: (chunk: Uint8Array<ArrayBuffer>) => Promise<void>) => Promise<void>
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
): Promise<HubAnswer> {
  const abort = new AbortController()
  // The hub learns neither the person's account nor the page.
  const options: RequestInit = { ...init, signal: abort.signal, credentials: 'omit', referrerPolicy: 'no-referrer' }
  const watch = <T>(work: Promise<T>) => watched(work, url, abort, connection)
  const response = await watch(connection.fetch(url, options))
  if (!statuses.includes(response.status)) {
    abort.abort()
    const code = response.headers.get('X-Error-Code')
    throw connection.explain?.(response.status, code) ?? explainStatus(response.status, code)
  }
  const readChunks: HubAnswer['readChunks'] = async (maxBytes, take) => {
    try {
      await readAll(response, maxBytes, watch, async (chunk) => {
        await take(chunk)
        await connection.onBytes(chunk.byteLength)
      })
    } catch (error) {
      abort.abort()
      throw error
    }
  }
  const readBody: HubAnswer['readBody'] = async (maxBytes) => {
    const pieces: Uint8Array<ArrayBuffer>[] = []
    await readChunks(maxBytes, async (chunk) => void pieces.push(chunk))
    return new Uint8Array(await new Blob(pieces).arrayBuffer())
  }
  return { response, readBody, readChunks }
}

async function readAll(
  response: Response,
  maxBytes: number,
  watch: <T>(work: Promise<T>) => Promise<T>,
  take: (chunk: Uint8Array<ArrayBuffer>) => Promise<void>,
): Promise<void> {
  const reader = response.body?.getReader()
  let length = 0
  for (;;) {
    const next = await watch(reader ? reader.read() : Promise.resolve({ done: true as const, value: undefined }))
    if (next.done) return
    length += next.value.byteLength
    if (length > maxBytes)
      throw new Refusal(`sends more than the ${countOf(maxBytes, 'byte')} requested; choose another`)
    await take(next.value)
  }
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

/** What follows the name where a web page came in place of what was asked for. */
export const loginPage = (url: string): string =>
  `could not be fetched, as the answer from ${hostOf(url)} is not the hub’s, which networks do that ask for a login first; open another page to log in, and retry`

const hostOf = (url: string) => new URL(url).host

/** The hub answers 401 for private and missing data sets, and 403 for gated ones. */
function explainStatus(status: number, code: string | null): Refusal {
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
