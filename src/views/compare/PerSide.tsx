import { type ReactNode, useMemo } from 'react'
import { inputSides } from '../../store/questions'
import type { ShownPicture } from '../../store/types'
import type { Picture } from '../../units'
import { useApp } from '../appContext'

interface PerSideProps {
  readonly shown: ShownPicture
  readonly children: (picture: Picture, side: number) => ReactNode
}

/** What models of one input side have in common, for each side that the models shown take. */
export function PerSide({ shown, children }: PerSideProps) {
  const models = useApp((state) => state.models)
  const sides = useMemo(() => inputSides(models), [models])
  const decoded = Object.entries(shown.bySide).map(([side, { picture }]) => ({ side: Number(side), picture }))
  const taken = decoded.filter(({ side }) => sides.includes(side))
  // While no model is ready, what was decoded is shown.
  const all = taken.length > 0 ? taken : decoded
  return all.map(({ side, picture }) => (
    <figure key={side} className="per-side">
      {children(picture, side)}
      {all.length > 1 && (
        <figcaption>
          {side} × {side}
        </figcaption>
      )}
    </figure>
  ))
}
