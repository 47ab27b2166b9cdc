import { max, quantile } from 'd3'
import { useMemo } from 'react'
import { MIN_EDGE_ENERGY } from '../../../numbers/alignedMaps'
import { gradientScalar } from '../../../store/compare/gradientScalars'
import { QUANTITIES } from '../../../store/compare/quantities'
import { edgesPending } from '../../../store/pending'
import type { EdgeMap, MeasuredQuantity } from '../../../store/types'
import { useApp } from '../../parts/appContext'
import { correlationText } from '../../parts/format'
import { logColors } from '../../parts/maps/colorMaps'
import { PixelCanvas } from '../../parts/maps/PixelCanvas'
import { valueReadout } from '../../parts/maps/readouts'
import { Waiting } from '../../parts/Waiting'
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
  Common: EdgeMaps,
  Cell: AlignmentCell,
}

function EdgeMaps() {
  const shown = useApp((state) => state.image)
  const edges = useApp((state) => state.edges)
  const errors = useApp((state) => state.edgeErrors)
  if (!shown) return <NoEdges fit={null} />
  return (
    <PerSize shown={shown}>
      {(image, fit) => {
        const map = edges[fit]
        if (!map || (map.image !== image && fit in errors)) return <NoEdges fit={fit} />
        return <EdgeCanvas map={map} isStale={map.image !== image} />
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

function EdgeCanvas({ map, isStale }: { readonly map: EdgeMap; readonly isStale: boolean }) {
  const { energy, image } = map
  const colors = useMemo(() => logColors(energy, MIN_EDGE_ENERGY, max(energy) ?? 1), [energy])
  return (
    <div className={isStale ? 'is-stale' : ''}>
      <PixelCanvas
        rowId="edges"
        colors={colors}
        height={image.height}
        width={image.width}
        label="Edge energy of the image"
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
          <MagnitudeMap result={result} />
          <div className="cell-text">
            <NumberLine
              symbol="r"
              text={correlationText(result.correlation)}
              title={`Pearson’s r between log edge energy and the log magnitude of the gradient of ${gradientScalar(result.gradientOf).name}`}
              testId="edge-alignment"
              value={result.correlation ?? ''}
              note={
                result.correlation === null
                  ? 'undefined: the edges or the gradient are flat'
                  : testPlaceText(gradients, result.gradientOf, 'alignment', result.correlation)
              }
            />
          </div>
        </>
      )}
    </QuantityCell>
  )
}

function MagnitudeMap({
  result: { magnitude, gradientOf, image },
}: {
  readonly result: MeasuredQuantity<'alignment'>
}) {
  const colors = useMemo(() => {
    const low = Math.max(quantile(magnitude, 0.02) ?? 0, 1e-12)
    const high = Math.max(quantile(magnitude, 0.99) ?? 0, 2 * low)
    return logColors(magnitude, low, high)
  }, [magnitude])
  return (
    <PixelCanvas
      rowId="edges"
      colors={colors}
      height={image.height}
      width={image.width}
      label={`Magnitude of the gradient of ${gradientScalar(gradientOf).name}`}
      readout={valueReadout(magnitude)}
    />
  )
}
