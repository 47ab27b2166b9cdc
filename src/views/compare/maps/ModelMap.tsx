import { useActions } from '../../parts/appContext'
import { PixelCanvas, type PixelCanvasProps } from '../../parts/maps/PixelCanvas'
import { useModelName } from '../resultHooks'

/** A model's map in its cell, named after the model, which opens large. */
export function ModelMap({ modelId, label, ...shown }: PixelCanvasProps & { readonly modelId: string }) {
  const { openLightbox } = useActions()
  const name = useModelName(modelId)
  return <PixelCanvas {...shown} label={`${label}, ${name}`} onOpen={() => openLightbox(shown.rowId, modelId)} />
}
