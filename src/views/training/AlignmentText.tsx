import type { HeldOutFigures } from '../../engine/training/heldOut'
import { correlationText, whole } from '../parts/format'

type Aligned = Pick<HeldOutFigures, 'meanEdgeAlignment' | 'alignedImages' | 'images'>

/** A mean edge alignment, with the number of images if it is undefined on some. */
export function AlignmentText({ meanEdgeAlignment, alignedImages = Infinity, images }: Aligned) {
  return (
    <>
      {correlationText(meanEdgeAlignment)}
      {alignedImages < images && (
        <span className="muted" title="On the other images the edges or the gradient are flat, so r is undefined">
          {' '}
          of {whole(alignedImages)}
        </span>
      )}
    </>
  )
}
