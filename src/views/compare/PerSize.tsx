import { type ReactNode, useMemo } from 'react'
import { inputSizes } from '../../store/compare/questions'
import type { ShownImage } from '../../store/types'
import type { PixelImage } from '../../units'
import { useApp } from '../parts/appContext'

interface PerSizeProps {
  readonly shown: ShownImage
  readonly children: (image: PixelImage, size: number) => ReactNode
}

/** What models of the same input size have in common, once for each input size of the models shown. */
export function PerSize({ shown, children }: PerSizeProps) {
  const models = useApp((state) => state.models)
  const sizes = useMemo(() => inputSizes(models), [models])
  const decoded = Object.entries(shown.bySize).map(([size, { image }]) => ({ size: Number(size), image }))
  const taken = decoded.filter(({ size }) => sizes.includes(size))
  // Until a model is ready, every decoded size is shown.
  const all = taken.length > 0 ? taken : decoded
  return all.map(({ size, image }) => (
    <figure key={size} className="per-size">
      {children(image, size)}
      {all.length > 1 && (
        <figcaption>
          {size} × {size}
        </figcaption>
      )}
    </figure>
  ))
}
