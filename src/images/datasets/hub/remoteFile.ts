/** @file Reads parts of a file on a server. */

import type { AsyncBuffer } from 'hyparquet'
import { countOf } from '../../../countOf'
import { JobCancelled } from '../../../engine/jobControl'
import { Refusal } from '../../refusal'
import { MAX_FETCHED_BYTES } from './limits'
import { type Connection, request, Unreachable } from './requests'

const ATTEMPTS = 3

const PARTS_MISSING = 'comes from a server that does not serve parts of files; choose another'

/** A buffer for hyparquet, whose slices are fetched on demand. Throws Refusal. */
export async function openRemoteFile(url: string, connection: Connection): Promise<AsyncBuffer> {
  const byteLength = await retried(() => lengthOf(url, connection))
  return {
    byteLength,
    slice: (start, end = byteLength) => retried(() => fetchRange(url, start, end, connection)),
  }
}

/** Among hundreds of requests, one may fail. */
async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof Unreachable) || attempt === ATTEMPTS) throw error
    }
  }
}

/** By HEAD. A server whose address is signed only for GET answers 403; then one byte is requested. */
async function lengthOf(url: string, connection: Connection): Promise<number> {
  const { byteLengthFromUrl } = await import('hyparquet')
  const send = async (_: unknown, init: RequestInit = {}) => {
    const statuses = init.method === 'HEAD' ? [200, 403] : [200, 206]
    return (await request(url, init, connection, statuses)).response
  }
  try {
    const length = await byteLengthFromUrl(url, undefined, send)
    if (Number.isSafeInteger(length) && length > 0) return length
  } catch (error) {
    if (error instanceof Refusal || error instanceof JobCancelled) throw error
  }
  throw new Refusal(PARTS_MISSING)
}

async function fetchRange(url: string, start: number, end: number, connection: Connection): Promise<ArrayBuffer> {
  const length = end - start
  if (!(Number.isSafeInteger(start) && start >= 0 && length > 0 && length <= MAX_FETCHED_BYTES)) {
    throw new Refusal('is damaged: its metadata refers to impossible parts; choose another')
  }
  const headers = { Range: `bytes=${start}-${end - 1}` }
  const { response, readBody } = await request(url, { headers }, connection, [200, 206])
  if (response.status !== 206) throw new Refusal(PARTS_MISSING)
  const bytes = await readBody(length)
  if (bytes.length !== length) {
    throw new Refusal(
      `was cut off after ${bytes.length.toLocaleString('en')} of ${countOf(length, 'byte')}; check the connection and retry`,
    )
  }
  return bytes.buffer
}
