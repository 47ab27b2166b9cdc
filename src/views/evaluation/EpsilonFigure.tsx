import { type KeyboardEvent, type PointerEvent, useCallback, useState } from 'react'
import {
  drawEpsilonChart,
  type EpsilonChart,
  epsilonScales,
  measuredEpsilons,
  nearestEpsilon,
  pointAt,
} from '../../charts/epsilonCurves'
import { useChart } from '../parts/figures/useChart'
import { percent } from '../parts/format'
import { MissingNumber } from '../parts/Waiting'

export const EPSILON_FIGURE_HEIGHT = 380

interface EpsilonFigureProps {
  /** Memoise it. */
  readonly chart: EpsilonChart
  /** What the chart shows, in a few words. */
  readonly label: string
  /** The text for an epsilon in displayed units, such as "ε = 8/255". */
  readonly epsilonText: (shown: number) => string
  readonly onLook: (shown: number | null) => void
}

/** Curves against epsilon. The pointer or the arrow keys move a crosshair; the values under it are written below. */
export function EpsilonFigure({ chart, label, epsilonText, onLook }: EpsilonFigureProps) {
  const [looked, setLooked] = useState<number | null>(null)
  const [emphasised, setEmphasised] = useState<string | null>(null)
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) =>
      drawEpsilonChart(svg, { ...chart, looked, emphasised }, { width, height: EPSILON_FIGURE_HEIGHT }),
    [chart, looked, emphasised],
  )
  const svg = useChart(draw)

  function look(epsilon: number | null): void {
    setLooked(epsilon)
    onLook(epsilon)
  }

  function lookAt(event: PointerEvent<SVGSVGElement>): void {
    const box = event.currentTarget.getBoundingClientRect()
    const { x } = epsilonScales(chart, { width: box.width, height: box.height })
    look(nearestEpsilon(chart, x.invert(event.clientX - box.left)))
  }

  function move(event: KeyboardEvent): void {
    const all = measuredEpsilons(chart.series)
    if (event.key === 'Escape') look(null)
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0 || all.length === 0) return
    event.preventDefault()
    const beyond = looked === null ? -1 : all.findLastIndex((epsilon) => epsilon <= looked)
    look(all[Math.min(all.length - 1, Math.max(0, beyond + by))] ?? null)
  }

  return (
    <div className="epsilon-figure">
      <svg
        ref={svg}
        className="chart is-live"
        role="img"
        aria-label={`${label}. The arrow keys move a crosshair; the table below has all the numbers.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the crosshair
        tabIndex={0}
        height={EPSILON_FIGURE_HEIGHT}
        data-testid="evaluation-chart"
        onPointerMove={lookAt}
        onPointerDown={lookAt}
        onPointerLeave={() => look(null)}
        onKeyDown={move}
        onBlur={() => look(null)}
      />
      <Readout
        chart={chart}
        looked={looked}
        epsilonText={epsilonText}
        emphasised={emphasised}
        onEmphasise={setEmphasised}
      />
    </div>
  )
}

interface ReadoutProps {
  readonly chart: EpsilonChart
  readonly looked: number | null
  readonly epsilonText: (shown: number) => string
  readonly emphasised: string | null
  readonly onEmphasise: (id: string | null) => void
}

/** The legend, with each curve's value at the crosshair, or else at its end. */
function Readout({ chart, looked, epsilonText, emphasised, onEmphasise }: ReadoutProps) {
  const ends = measuredEpsilons(chart.series)
  const epsilon = looked ?? (chart.form === 'steps' ? null : ends.at(-1)) ?? null
  return (
    <div className="readout">
      <p className={epsilon === null ? 'readout-place is-hint' : 'readout-place'} aria-live="polite">
        {epsilon === null ? 'Point at the chart to read its values.' : epsilonText(epsilon)}
      </p>
      <ul className="readout-models">
        {chart.series.map(({ id, name, color, points }) => {
          const point = epsilon === null ? undefined : pointAt(chart, points, epsilon)
          return (
            <li key={id} className={emphasised !== null && emphasised !== id ? 'is-faded' : ''}>
              <button
                type="button"
                className="readout-name"
                aria-pressed={emphasised === id}
                onClick={() => onEmphasise(emphasised === id ? null : id)}
              >
                <span className="model-color" style={{ background: color }} aria-hidden="true" />
                {name}
              </button>
              <span className="readout-share">
                {point === undefined ? (
                  <MissingNumber />
                ) : (
                  <>
                    <strong>{percent(point.share)} %</strong>{' '}
                    <span className="muted">
                      {percent(point.low)} to {percent(point.high)}
                    </span>
                  </>
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
