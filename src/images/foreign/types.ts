/** @file Files that people do have and that are no images for this page, recognised only to be named. */

/** What a file is for, which decides where else on the page it may belong. */
export type ForeignUse = 'image' | 'media' | 'document' | 'archive' | 'data' | 'model'

export interface ForeignKind {
  /** With its article: "a TIFF or raw camera image". */
  readonly name: string
  /** Whether a file is of this kind; `start` is its beginning, one character a byte. */
  readonly matches: (start: string) => boolean
}

/** Recognises a file by its first bytes, one character a byte; any one of `signatures`. */
export function startsWith(name: string, ...signatures: readonly string[]): ForeignKind {
  return { name, matches: (start) => signatures.some((signature) => start.startsWith(signature)) }
}

/** Recognises a file by a pattern over its beginning, one character a byte. */
export function fits(name: string, pattern: RegExp): ForeignKind {
  return { name, matches: (start) => pattern.test(start) }
}
