import { useCallback } from 'react'
import { rasterize } from '../../../charts/export/rasterize'
import { withCarriedText } from '../../../images/carriedText'
import { useActions } from '../appContext'

/** Draws an SVG file's text as a PNG that carries the page's state, so that the page shows it again from the file alone. */
export function useStatefulPng(): (svg: string) => Promise<Blob> {
  const { readPageState } = useActions()
  return useCallback(
    async (svg) => {
      const { parameters, ...format } = readPageState()
      const { dialog: _, ...shown } = parameters
      const png = new Uint8Array(await (await rasterize(svg)).arrayBuffer())
      return new Blob([withCarriedText(png, JSON.stringify({ ...format, parameters: shown }))], { type: 'image/png' })
    },
    [readPageState],
  )
}
