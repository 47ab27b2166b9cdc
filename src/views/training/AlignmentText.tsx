import type { HeldOutFigures } from '../../engine/training/heldOut'
import { correlationText, whole } from '../parts/format'

type Aligned = Pick<HeldOutFigures, 'meanEdgeAlignment' | 'alignedImages' | 'images'>

/** A mean edge alignment, and of how many images where some have none. */
export function AlignmentText({ meanEdgeAlignment, alignedImages = Infinity, images }: Aligned) {
  return (
    <>
      {correlationText(meanEdgeAlignment)}
      {alignedImages < images && (
        <span className="muted" title="Of the others the edges or the gradient are flat, so that r is not defined">
          {' '}
          of {whole(alignedImages)}
        </span>
      )}
    </>
  )
}
