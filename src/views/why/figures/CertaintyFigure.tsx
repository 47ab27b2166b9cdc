import { useMemo } from 'react'
import { type CertaintyData, certaintyDots, LEAST_LOSS } from '../../../charts/certaintyDots'
import { wholeDecades } from '../../../charts/frame/domains'
import { pearson } from '../../../numbers/pearson'
import type { CertaintySample } from '../../../store/why/why'
import { ChartFigure } from '../../parts/figures/ChartFigure'
import { ModelLegend } from '../../parts/figures/ModelLegend'
import { useModelSeries } from '../../parts/figures/useModelSeries'
import { correlationText, threeDigits } from '../../parts/format'
import { ResultTable } from '../../parts/ResultTable'
import { useWhyFigure } from '../useWhyFigure'
import { FigureFrame } from './FigureFrame'

const NORMS = [
  ['lossL1', '‖∇L‖₁, of the loss'],
  ['marginL1', '‖∇m‖₁, of the logit margin'],
] as const

type Norm = (typeof NORMS)[number][0]

/** Norms of gradients against the loss: they shrink with it where the gradient is of the loss. */
export function CertaintyFigure() {
  const models = useWhyFigure('certainty')
  const series = useModelSeries()
  const charts = useMemo(() => {
    const all = models.flatMap(({ computed }) => computed.value ?? [])
    const l1 = wholeDecades(all.flatMap(({ lossL1, marginL1 }) => [lossL1, marginL1]))
    return NORMS.map(([norm, title]) => ({
      title,
      chart: certaintyDots({ title, l1, format: threeDigits, models: models.map((model) => dotsOf(model, norm)) }),
    }))
  }, [models])
  const done = models.filter(({ computed }) => computed.value !== null)
  return (
    <FigureFrame
      testId="why-certainty"
      of={models}
      caption="Each dot is an image of the gallery, further to the left where the model is more certain of its label; both charts have one scale."
    >
      <div className="article-charts is-wide">
        {charts.map(({ title, chart }) => (
          <div key={title}>
            <ChartFigure chart={chart} label={`${title}, against the loss`} height={240} />
          </div>
        ))}
      </div>
      <ModelLegend series={series} />
      {done.length > 0 && (
        <ResultTable
          caption="Pearson’s r of log loss and log norm over these images: near 1 where the norm says how certain the model is"
          corner="r"
          columns={['loss', 'logit margin']}
        >
          {done.map(({ id, name, computed }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {NORMS.map(([norm]) => (
                <td key={norm} data-testid={`why-certainty-${norm}-${id}`}>
                  {correlationText(certaintyOf(computed.value ?? [], norm))}
                </td>
              ))}
            </tr>
          ))}
        </ResultTable>
      )}
    </FigureFrame>
  )
}

const dotsOf = (
  { id, name, color, computed }: ReturnType<typeof useWhyFigure<'certainty'>>[number],
  norm: Norm,
): CertaintyData['models'][number] => ({
  ...{ id, name, color, isStale: computed.progress !== null },
  points: (computed.value ?? []).map((sample) => ({ loss: sample.loss, l1: sample[norm] })),
})

/** How far the norm follows the loss, both on log scales; null where it can not be said. */
export function certaintyOf(samples: readonly CertaintySample[], norm: Norm): number | null {
  const drawn = samples.filter((sample) => sample[norm] > 0)
  return pearson(
    drawn.map(({ loss }) => Math.log(Math.max(loss, LEAST_LOSS))),
    drawn.map((sample) => Math.log(sample[norm])),
  )
}
