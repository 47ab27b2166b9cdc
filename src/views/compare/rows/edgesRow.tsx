import { max, quantile } from 'd3'
import { useMemo } from 'react'
import type { Figures } from '../../../engine/checkpoints/figures'
import { MIN_EDGE_ENERGY } from '../../../numbers/alignedMaps'
import { currentQuantity } from '../../../store/compare/currentResults'
import { type GradientScalarId, gradientScalar } from '../../../store/compare/gradientScalars'
import { commonMap } from '../../../store/compare/lightbox'
import { QUANTITIES } from '../../../store/compare/quantities'
import { readyManifest, shownImages } from '../../../store/compare/questions'
import { edgesPending } from '../../../store/pending'
import type { EdgeMap, MeasuredQuantity } from '../../../store/types'
import { useActions, useApp } from '../../parts/appContext'
import { correlationText } from '../../parts/format'
import { logColors } from '../../parts/maps/colorMaps'
import { PixelCanvas } from '../../parts/maps/PixelCanvas'
import { valueReadout } from '../../parts/maps/readouts'
import { Waiting } from '../../parts/Waiting'
import { ModelMap } from '../maps/ModelMap'
import { NumberLine } from '../Numbers'
import { PerSize } from '../PerSize'
import { QuantityCell } from '../resultCells'
import { useManifest, usePending } from '../resultHooks'
import { testPlaceText } from '../testPlace'
import type { MatrixRow } from './types'

export const edgesRow: MatrixRow = {
  id: 'edges',
  title: QUANTITIES.alignment.title,
  about: QUANTITIES.alignment.about,
  terms: ['edge energy', 'edge alignment', 'Pearson’s r', 'percentile'],
  Common: EdgeMaps,
  Cell: AlignmentCell,
  hasMaps: true,
  content(state, modelId) {
    const result = currentQuantity(state, modelId, 'alignment')
    if (result === null) return null
    const gradients = readyManifest(state.models, modelId)?.figures?.gradients
    const { magnitude, image, correlation } = result
    return {
      map: {
        title: magnitudeTitle(result.gradientOf),
        height: image.height,
        width: image.width,
        colors: magnitudeColors(magnitude),
        values: magnitude,
        channels: 1,
      },
      numbers: [
        {
          id: 'edge_alignment_r',
          symbol: 'r',
          text: correlationText(correlation),
          value: correlation,
          unit: null,
          note: alignmentNote(result, gradients),
        },
      ],
    }
  },
  commonContent: ({ image, models, edges }) =>
    image === null
      ? []
      : shownImages(image, models).flatMap(({ fit, image }) => {
          const map = edges[fit]
          if (map?.image !== image) return []
          const { height, width } = image
          return { map: { title: EDGES, height, width, colors: edgeColors(map), values: map.energy, channels: 1 } }
        }),
}

const EDGES = 'Edge energy of the image'

const edgeColors = ({ energy }: EdgeMap) => logColors(energy, MIN_EDGE_ENERGY, max(energy) ?? 1)

const magnitudeTitle = (of: GradientScalarId): string => `Magnitude of the gradient of ${gradientScalar(of).name}`

function magnitudeColors(magnitude: MeasuredQuantity<'alignment'>['magnitude']) {
  const low = Math.max(quantile(magnitude, 0.02) ?? 0, 1e-12)
  const high = Math.max(quantile(magnitude, 0.99) ?? 0, 2 * low)
  return logColors(magnitude, low, high)
}

const alignmentNote = (
  { correlation, gradientOf }: MeasuredQuantity<'alignment'>,
  gradients: NonNullable<Figures['gradients']> | undefined,
): string | undefined =>
  correlation === null
    ? 'undefined: the edges or the gradient are flat'
    : testPlaceText(gradients, gradientOf, 'alignment', correlation)

function EdgeMaps() {
  const shown = useApp((state) => state.image)
  const edges = useApp((state) => state.edges)
  const errors = useApp((state) => state.edgeErrors)
  if (!shown) return <NoEdges fit={null} />
  return (
    <PerSize shown={shown}>
      {(image, fit, place) => {
        const map = edges[fit]
        if (!map || (map.image !== image && fit in errors)) return <NoEdges fit={fit} />
        return <EdgeCanvas map={map} place={place} isStale={map.image !== image} />
      }}
    </PerSize>
  )
}

function NoEdges({ fit }: { readonly fit: string | null }) {
  const { isOnItsWay, failure } = usePending(edgesPending, fit)
  if (failure !== null) {
    return (
      <p className="cell-error" role="alert">
        {failure}
      </p>
    )
  }
  return (
    <Waiting className="placeholder" isOnItsWay={isOnItsWay}>
      computing…
    </Waiting>
  )
}

interface EdgeCanvasProps {
  readonly map: EdgeMap
  readonly place: number
  readonly isStale: boolean
}

function EdgeCanvas({ map, place, isStale }: EdgeCanvasProps) {
  const { openLightbox } = useActions()
  const { energy, image } = map
  const colors = useMemo(() => edgeColors(map), [map])
  return (
    <div className={isStale ? 'is-stale' : ''}>
      <PixelCanvas
        rowId="edges"
        colors={colors}
        height={image.height}
        width={image.width}
        label={`${EDGES}, ${image.width} × ${image.height}`}
        onOpen={() => openLightbox('edges', commonMap(place))}
        readout={valueReadout(energy)}
      />
    </div>
  )
}

function AlignmentCell({ modelId }: { readonly modelId: string }) {
  const gradients = useManifest(modelId)?.figures?.gradients
  return (
    <QuantityCell modelId={modelId} quantity="alignment">
      {(result) => (
        <>
          <MagnitudeMap modelId={modelId} result={result} />
          <div className="cell-text">
            <NumberLine
              symbol="r"
              text={correlationText(result.correlation)}
              title={`Pearson’s r between log edge energy and the log magnitude of the gradient of ${gradientScalar(result.gradientOf).name}`}
              testId="edge-alignment"
              value={result.correlation ?? ''}
              note={alignmentNote(result, gradients)}
            />
          </div>
        </>
      )}
    </QuantityCell>
  )
}

interface MagnitudeMapProps {
  readonly modelId: string
  readonly result: MeasuredQuantity<'alignment'>
}

function MagnitudeMap({ modelId, result: { magnitude, gradientOf, image } }: MagnitudeMapProps) {
  const colors = useMemo(() => magnitudeColors(magnitude), [magnitude])
  return (
    <ModelMap
      modelId={modelId}
      rowId="edges"
      colors={colors}
      height={image.height}
      width={image.width}
      label={magnitudeTitle(gradientOf)}
      readout={valueReadout(magnitude)}
    />
  )
}
