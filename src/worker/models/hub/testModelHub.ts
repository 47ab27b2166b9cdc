/** @file Models on a local hub for tests, as the Hugging Face hub lists and serves them. */
import { createHash } from 'node:crypto'
import { sendFile, type TestHub } from '../../../images/datasets/hub/testHub'
import type { DownloadCache } from './downloadCache'
import type { HubFile } from './types'

export const REVISION = '0123456789abcdef0123456789abcdef01234567'

export interface TestModel {
  readonly id: string
  readonly files: Readonly<Record<string, Uint8Array>>
  readonly licence?: string | null
  readonly gated?: boolean | string
}

/** Large files, such as weights, are redirected to another address, as the hub does. */
const isLarge = (path: string): boolean => !path.endsWith('.json') && !path.endsWith('.md')

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const gitHash = (bytes: Uint8Array): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')

export const aboutModel = ({ id, licence = 'apache-2.0', gated = false }: Omit<TestModel, 'files'>) => ({
  id,
  sha: REVISION,
  gated,
  tags: ['timm', ...(licence === null ? [] : [`license:${licence}`])],
})

export const treeOf = (files: TestModel['files']) =>
  Object.entries(files).map(([path, bytes]) => ({
    type: 'file',
    path,
    oid: gitHash(bytes),
    size: bytes.length,
    ...(isLarge(path) && { lfs: { oid: sha256(bytes), size: bytes.length, pointerSize: 134 } }),
  }))

export const modelAddress = (id: string): string => `/api/models/${id}`
export const treeAddress = (id: string): string => `/api/models/${id}/tree/${REVISION}?recursive=true`
export const fileAddress = (id: string, path: string): string => `/${id}/resolve/${REVISION}/${path}`
/** Where a large file is in truth. */
export const storeAddress = (path: string): string => `/store/${path}`

export function addModel({ handlers }: TestHub, model: TestModel): void {
  const { id, files } = model
  handlers.set(modelAddress(id), (_, response) => response.end(JSON.stringify(aboutModel(model))))
  handlers.set(treeAddress(id), (_, response) => response.end(JSON.stringify(treeOf(files))))
  for (const [path, bytes] of Object.entries(files)) {
    const address = isLarge(path) ? storeAddress(path) : fileAddress(id, path)
    handlers.set(address, (request, response) => sendFile(request, response, bytes))
    if (!isLarge(path)) continue
    handlers.set(fileAddress(id, path), (_, response) => response.writeHead(302, { Location: address }).end())
  }
}

/** Keeps downloads in a map, by hash and part. */
export function memoryCache(): DownloadCache & { readonly kept: Map<string, Blob> } {
  const kept = new Map<string, Blob>()
  const key = ({ hash }: HubFile, index: number) => `${hash.hex}/${index}`
  return {
    kept,
    async parts(file) {
      const parts: Blob[] = []
      for (let part = kept.get(key(file, 0)); part !== undefined; part = kept.get(key(file, parts.length))) {
        parts.push(part)
      }
      return parts
    },
    async add(file, index, part) {
      kept.set(key(file, index), part)
    },
    async forget({ hash }) {
      for (const each of kept.keys()) if (each.startsWith(hash.hex)) kept.delete(each)
    },
  }
}
