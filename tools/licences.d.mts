import type { Plugin } from 'vite'

export function licences(
  fileName?: string,
  others?: readonly string[],
): { readonly ofPage: Plugin; readonly ofWorkers: Plugin }
export function listOf(folders: readonly string[]): string
