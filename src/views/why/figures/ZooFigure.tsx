import { useMemo } from 'react'
import { zooDots } from '../../../charts/zooDots'
import { countOf } from '../../../countOf'
import { ChartFigure } from '../../parts/figures/ChartFigure'
import { ModelLegend } from '../../parts/figures/ModelLegend'
import { correlationText, threeDigits } from '../../parts/format'
import { useDataSetZoo } from './useDataSetZoo'
import { attackOf, type GradientMean, zooPoints } from './zooPoints'

const LABELS: Readonly<Record<GradientMean, string>> = {
  meanL1: 'mean ‖∇L‖₁',
  meanAlignment: 'mean edge alignment r',
}

/** The zoo's models of the data set on screen: robust accuracy against what their gradients are like. */
export function ZooFigure({ mean }: { readonly mean: GradientMean }) {
  const { data, manifests } = useDataSetZoo()
  const label = LABELS[mean]
  // As a text, so that the chart is drawn anew only where a manifest was read.
  const key = manifests.map(({ id }) => id).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: manifests of the same ids are the same
  const { chart, points } = useMemo(() => {
    const points = zooPoints(manifests, mean)
    const isNorm = mean === 'meanL1'
    const format = isNorm ? threeDigits : correlationText
    const scale = isNorm ? ('log' as const) : ('correlation' as const)
    return { points, chart: zooDots({ models: points, scale, label, accuracy: attackOf(manifests), format }) }
  }, [key, mean, label])
  if (points.length === 0) return null
  return (
    <figure className="figure article-figure" data-testid={`why-zoo-${mean}`}>
      <ChartFigure chart={chart} label={`${attackOf(manifests)} against ${label}`} height={260} />
      <ModelLegend series={points} />
      <figcaption className="note">
        {countOf(points.length, 'model')} of the zoo for {data}: accuracy under {attackOf(manifests)} with 95 %
        intervals (Wilson), against {label} over test images.
      </figcaption>
    </figure>
  )
}
