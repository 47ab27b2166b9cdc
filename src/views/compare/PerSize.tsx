import { type ReactNode, useMemo } from 'react'
import { shownImages } from '../../store/compare/questions'
import type { ShownImage } from '../../store/types'
import type { PixelImage } from '../../units'
import { useApp } from '../parts/appContext'

interface PerSizeProps {
  readonly shown: ShownImage
  readonly children: (image: PixelImage, fit: string, place: number) => ReactNode
}

/** What models that take the same image have in common, once for each size and crop of the models shown. */
export function PerSize({ shown, children }: PerSizeProps) {
  const models = useApp((state) => state.models)
  // Of the next image, while this one is still shown.
  const isLoading = useApp((state) => state.imageLoading)
  const all = useMemo(() => shownImages(shown, models), [shown, models])
  return all.map(({ fit, image }, place) => (
    <figure key={fit} className="per-size" aria-busy={isLoading}>
      {children(image, fit, place)}
      {all.length > 1 && (
        <figcaption>
          {image.width} × {image.height}
          {fit.includes(' ') && ', as its models crop it'}
        </figcaption>
      )}
    </figure>
  ))
}
