import type { Series } from '../../../charts/frame/chart'
import { type Between, placesOf, pointAt } from '../../../charts/readOff/alongX'
import { MissingNumber } from '../Waiting'

interface SeriesReadoutProps {
  readonly series: readonly Series[]
  readonly between: Between
  readonly looked: number | null
  /** The text for a place, such as "ε = 8/255". */
  readonly placeText: (place: number) => string
  readonly emphasised: string | null
  readonly onEmphasise: (id: string | null) => void
}

/** The legend, with each curve's percentage at the crosshair, or else at its end. */
export function SeriesReadout(props: SeriesReadoutProps) {
  const { series, between, looked, placeText, emphasised, onEmphasise } = props
  const place = looked ?? (between === 'constant' ? null : placesOf(series).at(-1)) ?? null
  return (
    <div className="readout">
      <p className={place === null ? 'readout-place is-hint' : 'readout-place'}>
        {place === null ? 'Point at the chart to read its values.' : placeText(place)}
      </p>
      {/* Only what was asked for: the values change by themselves while a run goes on. */}
      <p className="visually-hidden" aria-live="polite">
        {looked !== null && spokenText(placeText(looked), series, looked, between)}
      </p>
      <ul className="readout-models">
        {series.map(({ id, name, ink, points }) => {
          const point = place === null ? undefined : pointAt(points, place, between)
          return (
            <li key={id} className={emphasised !== null && emphasised !== id ? 'is-faded' : ''}>
              <button
                type="button"
                className="readout-name"
                aria-pressed={emphasised === id}
                onClick={() => onEmphasise(emphasised === id ? null : id)}
              >
                <span className="model-color" style={{ background: ink }} aria-hidden="true" />
                <bdi>{name}</bdi>
              </button>
              <span className="readout-share">
                {point === undefined ? (
                  <MissingNumber />
                ) : (
                  <>
                    <strong>{point.y.toFixed(1)} %</strong>{' '}
                    <span className="muted">
                      {point.low?.toFixed(1)} to {point.high?.toFixed(1)}
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

/** Such as "ε = 8/255: Natural 13.5 %, Gradient norm 54.2 %". */
function spokenText(place: string, series: readonly Series[], x: number, between: Between): string {
  const values = series.flatMap(({ name, points }) => {
    const point = pointAt(points, x, between)
    return point === undefined ? [] : [`${name} ${point.y.toFixed(1)} %`]
  })
  return [place, values.join(', ')].filter(Boolean).join(': ')
}
