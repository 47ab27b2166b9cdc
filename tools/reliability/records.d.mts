import type { Measured } from './measured.mjs'

export interface RecordRow {
  readonly what: string
  readonly times: number
  readonly held: number
  /** What was measured meanwhile. */
  readonly detail?: string
  /** The same as figures, to which later trials add theirs. */
  readonly measured?: Measured
}

export interface ReliabilityRecord {
  readonly command: string
  readonly rows: readonly (RecordRow & { readonly date: string })[]
}

export const RELIABILITY_PAGE: string
export function recordNames(): string[]
export function readRecord(name: string): ReliabilityRecord | null
export function withRecords(page: string): string
export function writeRecord(name: string, command: string, rows: readonly RecordRow[], today?: Date): void
