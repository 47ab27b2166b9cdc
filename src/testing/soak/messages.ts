/** @file What passes between `npm run soak` and the process in which it has files read. */

export interface Spent {
  /** Of this process's processor time, whatever else runs. */
  readonly ms: number
  /** The most memory on top of what was taken before. */
  readonly megabytes: number
  /** The longest of it without progress, in which nobody could cancel. */
  readonly silentMs: number
}

export type Asked =
  | { readonly kind: 'list' }
  | {
      readonly kind: 'mutations'
      readonly format: string
      readonly seed: number
      readonly first: number
      readonly runs: number
    }
  /** All bombs of a family, from one on, or those of one name. */
  | {
      readonly kind: 'bombs'
      readonly family: string
      readonly scale: number
      readonly first: number
      readonly only?: string
    }

export type Told =
  | {
      readonly kind: 'list'
      readonly formats: readonly string[]
      readonly families: readonly string[]
    }
  /** Said before each file, so that one that never ends is known. */
  | { readonly kind: 'begins'; readonly run: number; readonly name?: string }
  | {
      readonly kind: 'read'
      readonly run: number
      /** Of a bomb. */
      readonly name?: string
      readonly spent: Spent
      readonly bytes: number
      readonly fault: string | null
      readonly outcome: string
    }
  /** Said while a file is read that shows its progress. */
  | { readonly kind: 'progress' }
  | { readonly kind: 'done' }
