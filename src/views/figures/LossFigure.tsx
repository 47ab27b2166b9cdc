import { useCallback } from 'react'
import { drawLossChart } from '../../charts/lossChart'
import { isSameAttack } from '../../store/attackForm'
import { readyManifests } from '../../store/questions'
import { useApp } from '../appContext'
import { isCrossEntropy, lossName } from '../attack/lossNames'
import { sizeText } from '../format'
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
  const { epsilon, norm } = form.choice.settings
  const classCount = useApp((state) => onlyOne(readyManifests(state.models).map(({ classes }) => classes.length)))
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => {
      const lines = series.flatMap(({ id, name, color, results }) => {
        const attack = results.attack.value
        // What was made elsewhere has no steps here.
        if (attack === null || attack.madeOn !== id) return []
        return [{ name, color, losses: attack.outcome.losses, isStale: !isSameAttack(attack.form, form) }]
      })
      drawLossChart(svg, lines, lossName(form), classCount && isCrossEntropy(form) ? Math.log(classCount) : null, {
        width,
        height: HEIGHT,
      })
    },
    [series, form, classCount],
  )
  const svg = useChart(draw)
  return (
    <figure className="figure" data-testid="loss-figure">
      <figcaption>Loss along the attack, ε = {sizeText(epsilon, norm)}</figcaption>
      <svg ref={svg} className="chart" role="img" aria-label="Loss along the attack's steps" height={HEIGHT} />
      <ModelLegend series={series} />
    </figure>
  )
}
