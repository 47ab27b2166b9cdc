/** @file Downloads of a hub's models that the browser keeps, by their hash, in parts; the oldest make room. */
import { MAX_KEPT_DOWNLOAD_BYTES } from './limits'
import type { HubFile, KeptDownloads } from './types'

/** Never throws: what cannot be kept is downloaded again. */
export interface DownloadCache {
  /** From the file's beginning without a gap. */
  readonly parts: (file: HubFile) => Promise<readonly Blob[]>
  readonly add: (file: HubFile, index: number, part: Blob) => Promise<void>
  readonly forget: (file: HubFile) => Promise<void>
}

const CACHE = 'hub-models'

/** Addresses that no server has. */
const addressOf = ({ hash }: HubFile, index: number): string => `https://hub-models.invalid/${hash.hex}/${index}`
const hashIn = (address: string): string => new URL(address).pathname.split('/')[1] as string

/** Cache Storage, where the page may have it. */
export function browserCache(storage: CacheStorage | undefined = globalThis.caches): DownloadCache {
  const quietly = <Result>(work: (cache: Cache) => Promise<Result>, otherwise: Result): Promise<Result> =>
    storage === undefined
      ? Promise.resolve(otherwise)
      : storage
          .open(CACHE)
          .then(work)
          .catch(() => otherwise)
  return {
    parts: (file) =>
      quietly(async (cache) => {
        const parts: Blob[] = []
        for (;;) {
          const kept = await cache.match(addressOf(file, parts.length))
          if (kept === undefined) return parts
          parts.push(await kept.blob())
        }
      }, []),
    add: (file, index, part) =>
      quietly(async (cache) => {
        if (file.bytes > MAX_KEPT_DOWNLOAD_BYTES) return
        if (index === 0) await makeRoom(cache, file)
        const headers = { 'Content-Length': String(part.size) }
        await cache.put(addressOf(file, index), new Response(part, { headers }))
      }, undefined),
    forget: (file) => quietly((cache) => forgetHash(cache, file.hash.hex), undefined),
  }
}

/** How much is kept. */
export async function keptDownloads(storage: CacheStorage | undefined = globalThis.caches): Promise<KeptDownloads> {
  try {
    const sizes = await sizesOf((await storage?.open(CACHE)) ?? null)
    return { files: sizes.size, bytes: sum(sizes.values()) }
  } catch {
    return { files: 0, bytes: 0 }
  }
}

export async function forgetDownloads(storage: CacheStorage | undefined = globalThis.caches): Promise<void> {
  await storage?.delete(CACHE).catch(() => false)
}

async function makeRoom(cache: Cache, file: HubFile): Promise<void> {
  const sizes = await sizesOf(cache)
  let kept = sum(sizes.values())
  for (const [hash, bytes] of sizes) {
    if (kept + file.bytes <= MAX_KEPT_DOWNLOAD_BYTES) return
    await forgetHash(cache, hash)
    kept -= bytes
  }
}

async function forgetHash(cache: Cache, hash: string): Promise<void> {
  for (const { url } of await cache.keys()) if (hashIn(url) === hash) await cache.delete(url)
}

/** By hash, the oldest first, as a cache lists what it holds in the order in which it came. */
async function sizesOf(cache: Cache | null): Promise<Map<string, number>> {
  const sizes = new Map<string, number>()
  for (const { url } of (await cache?.keys()) ?? []) {
    const kept = await cache?.match(url)
    const bytes = Number(kept?.headers.get('Content-Length') ?? 0)
    sizes.set(hashIn(url), (sizes.get(hashIn(url)) ?? 0) + bytes)
  }
  return sizes
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, each) => total + each, 0)
