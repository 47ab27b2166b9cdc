import { useMemo } from 'react'
import type { Figures } from '../../../engine/checkpoints/figures'
import { currentQuantity } from '../../../store/compare/currentResults'
import { type GradientScalarId, gradientScalar } from '../../../store/compare/gradientScalars'
import { QUANTITIES } from '../../../store/compare/quantities'
import { readyManifest } from '../../../store/compare/questions'
import type { AppState, MeasuredQuantity } from '../../../store/types'
import { useApp } from '../../parts/appContext'
import type { NumberContent } from '../../parts/exports/content'
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
  terms: ['input gradient', '‖∇L‖₁', '‖∇L‖₂', 'saturation', 'percentile'],
  Common: ScaleLegend,
  Cell: GradientNorms,
  content(state, modelId) {
    const result = currentQuantity(state, modelId, 'gradient')
    if (result === null) return null
    const gradients = readyManifest(state.models, modelId)?.figures?.gradients
    const { values, gradientOf, image } = result
    return {
      map: {
        title: mapTitle(gradientOf),
        height: image.height,
        width: image.width,
        colors: gradientColors(values, scaleOf(state, result), state.display),
        values,
        channels: 3,
      },
      numbers: (['l1', 'l2'] as const).map((norm) => normOf(result, norm, gradients)),
    }
  },
}

const mapTitle = (of: GradientScalarId): string => `Gradient of ${gradientScalar(of).name}`

function normOf(
  result: MeasuredQuantity<'gradient'>,
  norm: 'l1' | 'l2',
  gradients: NonNullable<Figures['gradients']> | undefined,
): NumberContent {
  const { symbol, unit } = gradientScalar(result.gradientOf)
  const value = result[norm]
  return {
    id: `gradient_${norm}`,
    symbol: `‖∇${symbol}‖${norm === 'l1' ? '₁' : '₂'}`,
    text: threeDigits(value),
    value,
    unit: `${unit} per unit of pixel value`,
    note: testPlaceText(gradients, result.gradientOf, norm, value),
  }
}

/** The value at which a map is saturated. */
function scaleOf({ display, results }: Pick<AppState, 'display' | 'results'>, shown: MeasuredQuantity<'gradient'>) {
  if (display.gradientScale === 'own') return percentile99(shown.values)
  return Math.max(
    0,
    ...Object.values(results).map(({ quantities: { gradient } }) =>
      gradient.value !== null && gradient.value.gradientOf === shown.gradientOf
        ? percentile99(gradient.value.values)
        : 0,
    ),
  )
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
  const { name, symbol } = gradientScalar(result.gradientOf)
  const { text, unit, note } = normOf(result, norm, gradients)
  return (
    <NumberLine
      symbol={<NormSymbol symbol={symbol} order={norm === 'l1' ? '₁' : '₂'} />}
      text={text}
      title={`${norm.toUpperCase()} norm of the gradient of ${name} with respect to the [0, 1] pixels, in ${unit}`}
      testId={`gradient-${norm}`}
      value={result[norm]}
      note={note}
    />
  )
}

function GradientMap({ result }: { readonly result: MeasuredQuantity<'gradient'> }) {
  const display = useApp((state) => state.display)
  const { values, gradientOf, image } = result
  const scale = useApp((state) => scaleOf(state, result))
  const colors = useMemo(() => gradientColors(values, scale, display), [values, scale, display])
  return (
    <PixelCanvas
      rowId="gradient"
      colors={colors}
      height={image.height}
      width={image.width}
      label={`${mapTitle(gradientOf)} with respect to the image`}
      readout={channelReadout(values)}
    />
  )
}
