import { useMemo } from 'react'
import { isAttackCurrent } from '../../../store/compare/currentResults'
import { useApp } from '../../parts/appContext'
import { lossWords } from '../../parts/attack/lossWords'
import { useChartExports } from '../../parts/exports/useChartExports'
import { ChartFigure } from '../../parts/figures/ChartFigure'
import { ExportButtons } from '../../parts/figures/ExportButtons'
import { ModelLegend } from '../../parts/figures/ModelLegend'
import { useModelSeries } from '../../parts/figures/useModelSeries'
import { attackLossChart, attackLossCharts } from './comparisonCharts'
import { attacksOf, type LossGroup, lossGroups } from './lossGroups'

const HEIGHT = 220

/** The loss before the attack's first step and after each step; each kind of loss has its own axis. */
export function LossFigure() {
  const series = useModelSeries()
  const attacks = useApp((state) => state.evaluation.attacks)
  // As a single string, so that the chart is redrawn only when it changes.
  const staleIds = useApp((state) =>
    Object.entries(state.results)
      .flatMap(([id, { attack }]) => (attack.value === null || isAttackCurrent(state, id, attack.value) ? [] : [id]))
      .join('\n'),
  )
  const groups = useMemo(
    () => lossGroups(series, new Set(staleIds.split('\n')), new Map(attacks.map(({ id, name }) => [id, name]))),
    [series, staleIds, attacks],
  )
  const exports = useChartExports('losses', 'Loss along the attack', attackLossCharts)
  return (
    <figure className="figure" data-testid="loss-figure">
      {groups.length === 0 && <figcaption>Loss along the attack</figcaption>}
      {groups.map((group) => (
        <GroupChart key={group.loss.formula} group={group} />
      ))}
      <ModelLegend series={series} />
      {groups.length > 0 && <ExportButtons {...exports} />}
    </figure>
  )
}

function GroupChart({ group }: { readonly group: LossGroup }) {
  const { loss, lines } = group
  const chart = useMemo(() => attackLossChart({ lines, loss }), [lines, loss])
  const { current, earlier } = attacksOf(group)
  return (
    <>
      <figcaption>
        Loss along {(current.length > 0 ? current : earlier).join(' and ')}
        <span className="muted">
          {current.length > 0 && earlier.length > 0 && `; dashed: ${earlier.join(' and ')}`}
          {current.length === 0 && ' (dashed: earlier settings)'}; {lossWords(loss)}
        </span>
      </figcaption>
      <ChartFigure chart={chart} label={`${loss.name} along the attack’s steps`} height={HEIGHT} />
    </>
  )
}
