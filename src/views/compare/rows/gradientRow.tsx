import type { Figures } from '../../../engine/checkpoints/figures'
import { currentQuantity } from '../../../store/compare/currentResults'
import { type GradientScalarId, gradientScalar } from '../../../store/compare/gradientScalars'
import { QUANTITIES } from '../../../store/compare/quantities'
import { readyManifest } from '../../../store/compare/questions'
import type { MeasuredQuantity } from '../../../store/types'
import { useApp } from '../../parts/appContext'
import type { NumberContent } from '../../parts/exports/content'
import { threeDigits } from '../../parts/format'
import { SignedMap } from '../maps/SignedMap'
import { signedMapContent } from '../maps/signedMaps'
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
  hasMaps: true,
  content(state, modelId) {
    const result = currentQuantity(state, modelId, 'gradient')
    if (result === null) return null
    const gradients = readyManifest(state.models, modelId)?.figures?.gradients
    return {
      map: signedMapContent(state, 'gradient', result, mapTitle(result.gradientOf)),
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
          <SignedMap
            modelId={modelId}
            quantity="gradient"
            result={result}
            label={`${mapTitle(result.gradientOf)} with respect to the image`}
          />
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
