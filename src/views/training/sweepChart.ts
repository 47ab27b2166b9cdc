import type { LambdaData, LambdaPoint, LambdaSeries } from '../../charts/lambdaCurves'
import type { HeldOutFigures } from '../../engine/training/heldOut'
import { wilsonInterval } from '../../numbers/wilson'
import { rightWithout } from '../../outcomes/outcome'
import type { LambdaSweep } from '../../store/training/training'

/** The chart of a sweep, whose trainings need not all be finished. */
export function sweepChart({ entries, before, plan }: LambdaSweep): LambdaData {
  const series = (id: LambdaSeries['id'], label: string, of: (figures: HeldOutFigures) => number): LambdaSeries => ({
    id,
    label,
    points: entries.flatMap(({ lambda, figures }): LambdaPoint[] => {
      if (figures === null) return []
      const share = of(figures) / figures.images
      const { low, high } = wilsonInterval(share, figures.images)
      return [{ lambda, share: 100 * share, low: 100 * low, high: 100 * high }]
    }),
    before: before === null ? null : (100 * of(before)) / before.images,
  })
  return {
    series: [
      series('clean', 'clean', rightWithout),
      series('robust', `PGD-${plan.form.attack.steps}`, ({ robust }) => robust),
    ],
    lambdas: entries.map(({ lambda }) => lambda),
    collapsed: entries.flatMap(({ lambda, status }) => (status === 'diverged' ? [lambda] : [])),
    running: entries.find(({ status }) => status === 'running')?.lambda ?? null,
  }
}
