/**
 * @file Downloads a file of a hub, goes on where a connection dropped, and checks it against the hash that the hub tells.
 */
import { sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { countOf } from '../../../countOf'
import { type Connection, loginPage, request, Unreachable } from '../../../images/datasets/hub/requests'
import { Refusal } from '../../../images/refusal'
import type { DownloadCache } from './downloadCache'
import { MAX_TRIES, PART_BYTES, RETRY_MS } from './limits'
import type { HubFile } from './types'

interface DownloadOptions {
  readonly cache: DownloadCache
  readonly connection: Connection
  /** Told how many bytes are there. */
  readonly onProgress: (bytes: number) => void
  readonly retryMs?: number | undefined
  readonly partBytes?: number | undefined
}

/**
 * The file, from the cache as far as it lies there.
 *
 * @param url may redirect
 * @throws Refusal, worded to follow the model's name, or what the connection's `onBytes` throws
 */
export async function downloadFile(url: string, file: HubFile, options: DownloadOptions): Promise<Blob> {
  const { cache, connection, onProgress, partBytes = PART_BYTES } = options
  const download = new Download(file, cache, partBytes)
  await download.takeKept(async () => {
    onProgress(download.received)
    await connection.onBytes(0)
  })
  if (!download.isWhole) await fetchRest(url, download, options)
  const found = download.hash()
  if (found === file.hash.hex) return download.blob()
  await cache.forget(file)
  throw new Refusal(
    `has a file, ${file.path}, that arrived with the hash ${found.slice(0, 12)}… where the hub says ${file.hash.hex.slice(0, 12)}…; fetch it again, as it was changed on the way`,
  )
}

async function fetchRest(url: string, download: Download, options: DownloadOptions): Promise<void> {
  const { connection, retryMs = RETRY_MS } = options
  let furthest = download.received
  for (let tries = 1; ; tries++) {
    await fetchFrom(url, download, options).catch((error: unknown) => {
      if (!(error instanceof Unreachable)) throw error
    })
    if (download.isWhole) return
    // A server that always begins anew may drop the connection at the same place for ever.
    if (download.received > furthest) tries = 1
    furthest = Math.max(furthest, download.received)
    if (tries >= MAX_TRIES) throw brokenOff(download)
    await waitFor(retryMs * 2 ** (tries - 1), connection)
  }
}

/** From where the download stands; or the whole file, from a server that does not serve parts. */
async function fetchFrom(url: string, download: Download, { connection, onProgress }: DownloadOptions): Promise<void> {
  const from = download.received
  const init = from === 0 ? {} : { headers: { Range: `bytes=${from}-` } }
  const { response, readChunks } = await request(url, init, connection, from === 0 ? [200] : [200, 206, 416])
  if (response.headers.get('Content-Type')?.startsWith('text/html')) throw new Refusal(loginPage(url))
  if (response.status === 416) return download.restart()
  if (from > 0 && !(response.status === 206 && startsAt(response, from))) await download.restart()
  await readChunks(download.file.bytes - download.received, async (chunk) => {
    await download.add(chunk)
    onProgress(download.received)
  })
}

/** Whether the part is the one that was asked for; a server that tells no place is believed, as the hash is checked. */
function startsAt(response: Response, from: number): boolean {
  const [, start] = /^bytes (\d+)-/.exec(response.headers.get('Content-Range') ?? '') ?? []
  return start === undefined || Number(start) === from
}

const brokenOff = ({ received, file }: Download): Refusal =>
  new Refusal(
    `was cut off after ${received.toLocaleString('en')} of ${countOf(file.bytes, 'byte')}; check the connection and press again, which goes on from there`,
  )

/** Given up at once where the job is cancelled. */
async function waitFor(ms: number, { onBytes }: Connection): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(100, ms)))
    await onBytes(0)
  }
}

/** What has arrived, hashed as it comes, and kept in parts. */
class Download {
  received = 0
  private hasher: ReturnType<typeof hasherOf>
  /** Whole parts, and after them what has come of the next. */
  private parts: Blob[] = []
  private chunks: Uint8Array<ArrayBuffer>[] = []
  private inChunks = 0

  constructor(
    readonly file: HubFile,
    private readonly cache: DownloadCache,
    private readonly partBytes: number,
  ) {
    this.hasher = hasherOf(file)
  }

  get isWhole(): boolean {
    return this.received === this.file.bytes
  }

  async takeKept(onPart: () => Promise<void>): Promise<void> {
    for (const part of await this.cache.parts(this.file)) {
      if (this.received + part.size > this.file.bytes) return this.restart()
      this.hasher.update(new Uint8Array(await part.arrayBuffer()))
      this.parts.push(part)
      this.received += part.size
      await onPart()
    }
  }

  async add(chunk: Uint8Array<ArrayBuffer>): Promise<void> {
    this.hasher.update(chunk)
    this.chunks.push(chunk)
    this.inChunks += chunk.byteLength
    this.received += chunk.byteLength
    if (this.inChunks >= this.partBytes || this.isWhole) await this.endPart()
  }

  private async endPart(): Promise<void> {
    const part = new Blob(this.chunks)
    this.chunks = []
    this.inChunks = 0
    await this.cache.add(this.file, this.parts.length, part)
    this.parts.push(part)
  }

  async restart(): Promise<void> {
    await this.cache.forget(this.file)
    this.received = 0
    this.hasher = hasherOf(this.file)
    this.parts = []
    this.chunks = []
    this.inChunks = 0
  }

  hash(): string {
    return bytesToHex(this.hasher.digest())
  }

  blob(): Blob {
    return new Blob(this.parts)
  }
}

/** Git hashes a file's length along with it. */
const hasherOf = ({ hash, bytes }: HubFile) =>
  hash.kind === 'sha256' ? sha256.create() : sha1.create().update(utf8ToBytes(`blob ${bytes}\0`))
