/** @file Kinds of files that are recognised only to be named in messages. */

/** What a file is for, which decides where else on the page it may belong. */
export type ForeignUse = 'image' | 'media' | 'document' | 'archive' | 'data' | 'model' | 'text'

export interface ForeignKind {
  /** With its article: "a TIFF or raw camera image". */
  readonly name: string
  /** Whether a file is of this kind; `start` is its beginning, one character per byte. */
  readonly matches: (start: string) => boolean
  /** How names of such files end, in lower case and without the dot; used if the content is not recognised. */
  readonly endings?: readonly string[]
}

/** Recognises a file by its first bytes, one character per byte; any one of `signatures`. */
export function startsWith(name: string, ...signatures: readonly string[]): ForeignKind {
  return { name, matches: (start) => signatures.some((signature) => start.startsWith(signature)) }
}

/** Recognises a file by a pattern over its beginning, one character per byte. */
export function fits(name: string, pattern: RegExp): ForeignKind {
  return { name, matches: (start) => pattern.test(start) }
}

/** A kind that is also recognised by its file names' endings. */
export const ending = (kind: ForeignKind, ...endings: readonly string[]): ForeignKind => ({ ...kind, endings })

/** A kind that has no signature. */
export const byEnding = (name: string, ...endings: readonly string[]): ForeignKind =>
  ending({ name, matches: () => false }, ...endings)

/** How a file's name ends, in lower case and without the dot; null for a name without an ending. */
export function endingOf(path: string): string | null {
  const dot = path.lastIndexOf('.')
  return dot > path.lastIndexOf('/') ? path.slice(dot + 1).toLowerCase() : null
}
