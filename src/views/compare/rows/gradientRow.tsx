import { useMemo } from 'react'
import type { InspectionResult } from '../../../store/types'
import { useApp } from '../../appContext'
import { gradientColors, percentile99 } from '../../colorMaps'
import { threeDigits } from '../../format'
import { NumberLine } from '../Numbers'
import { PixelCanvas } from '../PixelCanvas'
import { channelReadout } from '../readouts'
import { InspectionCell } from '../resultCells'
import { useManifest } from '../resultHooks'
import type { MatrixRow } from './types'

export const gradientRow: MatrixRow = {
  id: 'gradient',
  title: 'Loss gradient',
  about: 'How the loss changes with each pixel, scaled by the 99th percentile.',
  Common: ScaleLegend,
  Cell: GradientCell,
}

function ScaleLegend() {
  const sign = useApp((state) => state.display.gradientSign)
  return (
    <div className="legend">
      <span className={`legend-ramp is-${sign}`} aria-hidden="true" />
      <span className="legend-ends">
        <span>{sign === 'signed' ? '−' : '0'}</span>
        {sign === 'signed' && <span>0</span>}
        <span>+</span>
      </span>
    </div>
  )
}

function GradientCell({ modelId }: { readonly modelId: string }) {
  const test = useManifest(modelId)?.figures?.gradients?.loss
  return (
    <InspectionCell modelId={modelId}>
      {(result) => (
        <>
          <GradientMap result={result} />
          <div className="cell-text">
            <NumberLine
              symbol={<>‖∇L‖₁</>}
              text={threeDigits(result.gradientL1)}
              title="L1 norm of the loss's gradient with respect to the [0, 1] pixels"
              testId="gradient-l1"
              value={result.gradientL1}
              note={test && `test mean ${threeDigits(test.meanL1)}`}
            />
            <NumberLine
              symbol={<>‖∇L‖₂</>}
              text={threeDigits(result.gradientL2)}
              title="L2 norm of the loss's gradient with respect to the [0, 1] pixels"
              testId="gradient-l2"
              value={result.gradientL2}
              note={test && `test mean ${threeDigits(test.meanL2)}`}
            />
          </div>
        </>
      )}
    </InspectionCell>
  )
}

function GradientMap({ result }: { readonly result: InspectionResult }) {
  const display = useApp((state) => state.display)
  const largestScale = useApp((state) =>
    Math.max(
      0,
      ...Object.values(state.results).map(({ inspection }) =>
        inspection.value ? percentile99(inspection.value.gradient) : 0,
      ),
    ),
  )
  const { gradient, picture } = result
  const scale = display.gradientScale === 'shared' ? largestScale : percentile99(gradient)
  const colors = useMemo(() => gradientColors(gradient, scale, display), [gradient, scale, display])
  return (
    <PixelCanvas
      rowId="gradient"
      colors={colors}
      height={picture.height}
      width={picture.width}
      label="Gradient of the loss with respect to the picture"
      readout={channelReadout(gradient)}
    />
  )
}
