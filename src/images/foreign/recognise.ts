import { MAX_SIGNATURE_BYTES } from '../limits'
import { foreignArchives, foreignData, foreignDocuments, foreignMedia } from './files'
import { foreignImages } from './images'
import { foreignModels } from './models'
import type { ForeignKind, ForeignUse } from './types'

/** In the order in which they are tried. */
const USES: readonly (readonly [ForeignUse, readonly ForeignKind[]])[] = [
  ['model', foreignModels],
  ['document', foreignDocuments],
  ['archive', foreignArchives],
  ['data', foreignData],
  ['image', foreignImages],
  ['media', foreignMedia],
]

/**
 * What the file that begins with `head` is, where it is none of the images
 * read here: its name with an article ("a PyTorch checkpoint") and its use.
 * Null where it is nothing that is known.
 */
export function recogniseForeign(head: Uint8Array): { readonly name: string; readonly use: ForeignUse } | null {
  const start = String.fromCharCode(...head.subarray(0, MAX_SIGNATURE_BYTES))
  for (const [use, kinds] of USES) {
    const kind = kinds.find(({ matches }) => matches(start))
    if (kind !== undefined) return { name: kind.name, use }
  }
  return null
}
