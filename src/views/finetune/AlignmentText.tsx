import type { HeldBackFigures } from '../../engine/training/heldBack'
import { correlationText, whole } from '../format'

type Aligned = Pick<HeldBackFigures, 'meanEdgeAlignment' | 'alignedPictures' | 'pictures'>

/** A mean edge alignment, and of how many images where some have none. */
export function AlignmentText({ meanEdgeAlignment, alignedPictures = Infinity, pictures }: Aligned) {
  return (
    <>
      {correlationText(meanEdgeAlignment)}
      {alignedPictures < pictures && (
        <span className="muted" title="Of the others the edges or the gradient are flat, so that r is not defined">
          {' '}
          of {whole(alignedPictures)}
        </span>
      )}
    </>
  )
}
