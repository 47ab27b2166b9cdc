import { type ReactNode, useMemo } from 'react'
import { inputSides } from '../../store/compare/questions'
import type { ShownImage } from '../../store/types'
import type { PixelImage } from '../../units'
import { useApp } from '../parts/appContext'

interface PerSideProps {
  readonly shown: ShownImage
  readonly children: (image: PixelImage, side: number) => ReactNode
}

/** What models of one input side have in common, for each side that the models shown take. */
export function PerSide({ shown, children }: PerSideProps) {
  const models = useApp((state) => state.models)
  const sides = useMemo(() => inputSides(models), [models])
  const decoded = Object.entries(shown.bySide).map(([side, { image }]) => ({ side: Number(side), image }))
  const taken = decoded.filter(({ side }) => sides.includes(side))
  // While no model is ready, what was decoded is shown.
  const all = taken.length > 0 ? taken : decoded
  return all.map(({ side, image }) => (
    <figure key={side} className="per-side">
      {children(image, side)}
      {all.length > 1 && (
        <figcaption>
          {side} × {side}
        </figcaption>
      )}
    </figure>
  ))
}
