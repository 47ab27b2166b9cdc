import { max, quantile } from 'd3'
import { useMemo } from 'react'
import type { InspectionResult } from '../../../store/types'
import { useApp } from '../../appContext'
import { logColors } from '../../colorMaps'
import { signedTwoDecimals } from '../../format'
import { NumberLine } from '../Numbers'
import { PixelCanvas } from '../PixelCanvas'
import { valueReadout } from '../readouts'
import { InspectionCell } from '../resultCells'
import { useManifest } from '../resultHooks'
import type { MatrixRow } from './types'

export const edgesRow: MatrixRow = {
  id: 'edges',
  title: 'Edges',
  about: 'Edge energy and gradient magnitude, both in logarithms; r correlates them over pixels.',
  Common: EdgeMap,
  Cell: AlignmentCell,
}

/** As in the alignment score, below which edge energy counts as none. */
const MIN_EDGE_ENERGY = 1e-3

function EdgeMap() {
  const edges = useApp((state) => state.edges)
  const colors = useMemo(() => edges && logColors(edges.energy, MIN_EDGE_ENERGY, max(edges.energy) ?? 1), [edges])
  if (!edges || !colors) return <div className="placeholder">computing…</div>
  return (
    <PixelCanvas
      rowId="edges"
      colors={colors}
      height={edges.picture.height}
      width={edges.picture.width}
      label="Edge energy of the picture"
      readout={valueReadout(edges.energy)}
    />
  )
}

function AlignmentCell({ modelId }: { readonly modelId: string }) {
  const figures = useManifest(modelId)?.figures
  return (
    <InspectionCell modelId={modelId}>
      {(result) => (
        <>
          <MagnitudeMap result={result} />
          <div className="cell-text">
            <NumberLine
              symbol="r"
              text={signedTwoDecimals(result.edgeAlignment)}
              title="Pearson's r between log edge energy and log gradient magnitude"
              testId="edge-alignment"
              value={result.edgeAlignment}
              note={figures ? `test mean ${signedTwoDecimals(figures.meanEdgeAlignment)}` : undefined}
            />
          </div>
        </>
      )}
    </InspectionCell>
  )
}

function MagnitudeMap({ result: { gradient, picture } }: { readonly result: InspectionResult }) {
  const { magnitude, colors } = useMemo(() => {
    const magnitude = Float64Array.from({ length: gradient.length / 3 }, (_, i) =>
      [0, 1, 2].reduce((sum, channel) => sum + Math.abs(gradient[3 * i + channel] ?? 0), 0),
    )
    const low = Math.max(quantile(magnitude, 0.02) ?? 0, 1e-12)
    const high = Math.max(quantile(magnitude, 0.99) ?? 0, 2 * low)
    return { magnitude, colors: logColors(magnitude, low, high) }
  }, [gradient])
  return (
    <PixelCanvas
      rowId="edges"
      colors={colors}
      height={picture.height}
      width={picture.width}
      label="Magnitude of the loss gradient"
      readout={valueReadout(magnitude)}
    />
  )
}
