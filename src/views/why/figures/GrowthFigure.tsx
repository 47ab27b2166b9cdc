import { useMemo } from 'react'
import { growthCurves } from '../../../charts/growthCurves'
import { ChartFigure } from '../../parts/figures/ChartFigure'
import { threeDigits } from '../../parts/format'
import { type FigureOfModel, useWhyFigure } from '../useWhyFigure'
import { FigureFrame } from './FigureFrame'

/** The rise of the loss under attack beside ε‖∇L‖₁, a small chart for each model. */
export function GrowthFigure() {
  const models = useWhyFigure('growth')
  return (
    <FigureFrame
      testId="why-growth"
      of={models}
      caption="How much PGD raises the loss on the image of the page as ε grows (solid, 10 steps in L∞), and ε‖∇L‖₁, which the gradient at the image foretells (dashed). Each model has its own scale."
    >
      <div className="article-charts">
        {models.map((model) => model.computed.value && <GrowthChart key={model.id} model={model} />)}
      </div>
    </FigureFrame>
  )
}

function GrowthChart({ model: { id, name, color, computed } }: { readonly model: FigureOfModel<'growth'> }) {
  const { value, progress } = computed
  const isStale = progress !== null
  const points = value?.points
  const chart = useMemo(
    () => growthCurves({ name, color, points: points ?? [], isStale, format: threeDigits }),
    [name, color, points, isStale],
  )
  const last = points?.at(-1)
  return (
    <div>
      <ChartFigure chart={chart} label={`Rise of the loss of ${name} against ε`} height={190} />
      {last && (
        <p className="hint" data-testid={`why-growth-${id}`}>
          At {last.epsilon}/255: <data value={last.measured}>{threeDigits(last.measured)}</data> nats by PGD,{' '}
          <data value={last.firstOrder}>{threeDigits(last.firstOrder)}</data> foretold
        </p>
      )}
    </div>
  )
}
