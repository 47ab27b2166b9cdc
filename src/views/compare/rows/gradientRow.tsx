import { useMemo } from 'react'
import { gradientQuantity } from '../../../store/compare/gradientQuantities'
import type { InspectionResult } from '../../../store/types'
import { useApp } from '../../parts/appContext'
import { threeDigits } from '../../parts/format'
import { gradientColors, percentile99 } from '../../parts/maps/colorMaps'
import { PixelCanvas } from '../../parts/maps/PixelCanvas'
import { channelReadout } from '../../parts/maps/readouts'
import { NormSymbol } from '../NormSymbol'
import { NumberLine } from '../Numbers'
import { GradientCell } from '../resultCells'
import { useManifest } from '../resultHooks'
import { SaturationNote } from '../SaturationNote'
import { testPlaceText } from '../testPlace'
import type { MatrixRow } from './types'

export const gradientRow: MatrixRow = {
  id: 'gradient',
  title: ({ gradientOf }) => gradientQuantity(gradientOf).title,
  about: ({ gradientOf }) => gradientQuantity(gradientOf).about,
  Common: ScaleLegend,
  Cell: GradientNorms,
}

function ScaleLegend() {
  const { gradientSign: sign, gradientOf } = useApp((state) => state.display)
  return (
    <div className="legend">
      <span className={`legend-ramp is-${sign}`} aria-hidden="true" />
      <span className="legend-ends">
        <span>{sign === 'signed' ? '−' : '0'}</span>
        {sign === 'signed' && <span>0</span>}
        <span>+</span>
      </span>
      <span>{gradientQuantity(gradientOf).unit} per unit of pixel value</span>
    </div>
  )
}

function GradientNorms({ modelId }: { readonly modelId: string }) {
  return (
    <GradientCell modelId={modelId}>
      {(result) => (
        <>
          <GradientMap result={result} />
          <div className="cell-text">
            <NormLine modelId={modelId} result={result} norm="l1" />
            <NormLine modelId={modelId} result={result} norm="l2" />
          </div>
          <SaturationNote result={result} />
        </>
      )}
    </GradientCell>
  )
}

interface NormLineProps {
  readonly modelId: string
  readonly result: InspectionResult
  readonly norm: 'l1' | 'l2'
}

function NormLine({ modelId, result, norm }: NormLineProps) {
  const gradients = useManifest(modelId)?.figures?.gradients
  const { name, symbol, unit } = gradientQuantity(result.gradientOf)
  const value = norm === 'l1' ? result.gradientL1 : result.gradientL2
  return (
    <NumberLine
      symbol={<NormSymbol symbol={symbol} order={norm === 'l1' ? '₁' : '₂'} />}
      text={threeDigits(value)}
      title={`${norm.toUpperCase()} norm of the gradient of ${name} with respect to the [0, 1] pixels, in ${unit} per unit of pixel value`}
      testId={`gradient-${norm}`}
      value={value}
      note={testPlaceText(gradients, result.gradientOf, norm, value)}
    />
  )
}

function GradientMap({ result }: { readonly result: InspectionResult }) {
  const display = useApp((state) => state.display)
  const { gradient, gradientOf, image } = result
  const largestScale = useApp((state) =>
    Math.max(
      0,
      ...Object.values(state.results).map(({ inspection: { value } }) =>
        value?.gradientOf === gradientOf ? percentile99(value.gradient) : 0,
      ),
    ),
  )
  const scale = display.gradientScale === 'shared' ? largestScale : percentile99(gradient)
  const colors = useMemo(() => gradientColors(gradient, scale, display), [gradient, scale, display])
  return (
    <PixelCanvas
      rowId="gradient"
      colors={colors}
      height={image.height}
      width={image.width}
      label={`Gradient of ${gradientQuantity(gradientOf).name} with respect to the image`}
      readout={channelReadout(gradient)}
    />
  )
}
