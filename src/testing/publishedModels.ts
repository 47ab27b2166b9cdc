/** @file Models that others trained and published, where a folder of them lies beside the repository. */
import { existsSync, readFileSync } from 'node:fs'

const shared = new URL('../../../shared/', import.meta.url)

export const isShared = (path: string): boolean => existsSync(new URL(path, shared))

export const sharedFile = (path: string): Blob => new Blob([new Uint8Array(readFileSync(new URL(path, shared)))])
