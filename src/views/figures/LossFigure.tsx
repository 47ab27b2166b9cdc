import { useCallback } from 'react'
import { drawLossChart } from '../../charts/lossChart'
import { readyManifests } from '../../store/questions'
import { useApp } from '../appContext'
import { epsilonText } from '../format'
import { ModelLegend } from './ModelLegend'
import { useChart } from './useChart'
import { useModelSeries } from './useModelSeries'

const HEIGHT = 220

/** The number that all are, or null: guessing costs the logarithm of as many classes as a model has. */
const onlyOne = (counts: readonly number[]): number | null => (new Set(counts).size === 1 ? (counts[0] ?? null) : null)

/** The loss before the attack's first step and after each. */
export function LossFigure() {
  const series = useModelSeries()
  const form = useApp((state) => state.attack)
  const classCount = useApp((state) => onlyOne(readyManifests(state.models).map(({ classes }) => classes.length)))
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => {
      const lines = series.flatMap(({ name, color, results }) => {
        const attack = results.attack.value
        if (attack === null) return []
        return [{ name, color, losses: attack.outcome.losses, isStale: attack.epsilon !== form.epsilon }]
      })
      drawLossChart(svg, lines, classCount ? Math.log(classCount) : null, { width, height: HEIGHT })
    },
    [series, form.epsilon, classCount],
  )
  const svg = useChart(draw)
  return (
    <figure className="figure" data-testid="loss-figure">
      <figcaption>Loss along the attack, ε = {epsilonText(form.epsilon)}</figcaption>
      <svg ref={svg} className="chart" role="img" aria-label="Loss along the attack's steps" height={HEIGHT} />
      <ModelLegend series={series} />
    </figure>
  )
}
