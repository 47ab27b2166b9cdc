import { MAX_SIGNATURE_BYTES } from '../limits'
import { foreignArchives, foreignData, foreignDocuments, foreignMedia, foreignTexts } from './files'
import { foreignImages } from './images'
import { foreignModels } from './models'
import { endingOf, type ForeignKind, type ForeignUse } from './types'

/** In the order in which they are tried. */
const USES: readonly (readonly [ForeignUse, readonly ForeignKind[]])[] = [
  ['model', foreignModels],
  ['document', foreignDocuments],
  ['archive', foreignArchives],
  ['data', foreignData],
  ['image', foreignImages],
  ['media', foreignMedia],
  ['text', foreignTexts],
]

/** A kind of file that is not opened as an image. */
export interface Foreign {
  /** With its article: "a PyTorch checkpoint". */
  readonly name: string
  readonly use: ForeignUse
}

/**
 * What a file that is not a supported image is, or null if it is unknown. Its content decides, or else the ending of
 * `path`; for archives and data, which may contain anything, the ending comes first.
 */
export function recogniseForeign(head: Uint8Array, path = ''): Foreign | null {
  const start = String.fromCharCode(...head.subarray(0, MAX_SIGNATURE_BYTES))
  const content = find(({ matches }) => matches(start))
  if (content !== null && content.use !== 'archive' && content.use !== 'data') return content
  const named = foreignByEnding(path)
  return content === null || named?.use === 'model' || named?.use === 'data' ? named : content
}

/** A folder may have a quarter of a million files, whose names are looked at one by one. */
const BY_ENDING: ReadonlyMap<string | null, Foreign> = new Map(
  USES.flatMap(([use, kinds]) =>
    kinds.flatMap(({ name, endings = [] }) => endings.map((ending) => [ending, { name, use }] as const)),
  ).toReversed(),
)

/** What a file is, by the ending of its name alone. */
export const foreignByEnding = (path: string): Foreign | null => BY_ENDING.get(endingOf(path)) ?? null

function find(test: (kind: ForeignKind) => boolean): Foreign | null {
  for (const [use, kinds] of USES) {
    const kind = kinds.find(test)
    if (kind !== undefined) return { name: kind.name, use }
  }
  return null
}
