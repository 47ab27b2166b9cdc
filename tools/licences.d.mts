import type { Plugin } from 'vite'

export function licences(fileName?: string): { readonly ofPage: Plugin; readonly ofWorkers: Plugin }
export function listOf(folders: readonly string[]): string
