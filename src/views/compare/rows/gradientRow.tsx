import { useMemo } from 'react'
import { gradientScalar } from '../../../store/compare/gradientScalars'
import { QUANTITIES } from '../../../store/compare/quantities'
import type { MeasuredQuantity } from '../../../store/types'
import { useApp } from '../../parts/appContext'
import { threeDigits } from '../../parts/format'
import { gradientColors, percentile99 } from '../../parts/maps/colorMaps'
import { PixelCanvas } from '../../parts/maps/PixelCanvas'
import { channelReadout } from '../../parts/maps/readouts'
import { NormSymbol } from '../NormSymbol'
import { NumberLine } from '../Numbers'
import { QuantityCell } from '../resultCells'
import { useManifest } from '../resultHooks'
import { SaturationNote } from '../SaturationNote'
import { testPlaceText } from '../testPlace'
import type { MatrixRow } from './types'

export const gradientRow: MatrixRow = {
  id: 'gradient',
  title: QUANTITIES.gradient.title,
  about: QUANTITIES.gradient.about,
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
      <span>{gradientScalar(gradientOf).unit} per unit of pixel value</span>
    </div>
  )
}

function GradientNorms({ modelId }: { readonly modelId: string }) {
  return (
    <QuantityCell modelId={modelId} quantity="gradient">
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
    </QuantityCell>
  )
}

interface NormLineProps {
  readonly modelId: string
  readonly result: MeasuredQuantity<'gradient'>
  readonly norm: 'l1' | 'l2'
}

function NormLine({ modelId, result, norm }: NormLineProps) {
  const gradients = useManifest(modelId)?.figures?.gradients
  const { name, symbol, unit } = gradientScalar(result.gradientOf)
  const value = result[norm]
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

function GradientMap({ result }: { readonly result: MeasuredQuantity<'gradient'> }) {
  const display = useApp((state) => state.display)
  const { values, gradientOf, image } = result
  const largestScale = useApp((state) =>
    Math.max(
      0,
      ...Object.values(state.results).map(({ quantities: { gradient } }) =>
        gradient.value !== null && gradient.value.gradientOf === gradientOf ? percentile99(gradient.value.values) : 0,
      ),
    ),
  )
  const scale = display.gradientScale === 'shared' ? largestScale : percentile99(values)
  const colors = useMemo(() => gradientColors(values, scale, display), [values, scale, display])
  return (
    <PixelCanvas
      rowId="gradient"
      colors={colors}
      height={image.height}
      width={image.width}
      label={`Gradient of ${gradientScalar(gradientOf).name} with respect to the image`}
      readout={channelReadout(values)}
    />
  )
}
