import { memo, useEffect, useMemo, useState } from 'react'
import { OUTCOMES } from '../../outcomes/outcome'
import { type Selection, selectedOf } from '../../store/statistics/selection'
import type { StatisticsImage } from '../../store/statistics/statistics'
import type { StatisticsRow } from '../../store/statistics/statisticsRows'
import { imageColors } from '../parts/maps/colorMaps'
import { columnText } from './numberText'
import { RowCanvas } from './RowCanvas'
import type { Shown } from './shown'
import { NOT_JUDGED } from './splitWords'
import { REST_MS, useRestedSelection } from './useSelection'
import { useStatistics, useStatisticsActions } from './useStatistics'

const FIRST_SHOWN = 18
const MORE = 24

/** The images that are selected, or all, from the largest number on the chosen model downwards; a press opens one in Compare. */
export function SelectedImages(shown: Shown) {
  return <ImageCards {...shown} selection={useRestedSelection(shown.rows)} />
}

const ImageCards = memo(function ImageCards(shown: Shown & { readonly selection: Selection | null }) {
  const { rows, selection, number, model, models, run } = shown
  const images = useStatistics((statistics) => statistics.images)
  const { showStatisticsImages, compareStatisticsImage } = useStatisticsActions()
  const [count, setCount] = useState(FIRST_SHOWN)
  const [problem, setProblem] = useState<string | null>(null)
  const byImage = useMemo(() => groupByImage(rows), [rows])
  const order = useMemo(
    () => inOrder(selectedOf(rows, selection), byImage, { modelId: model.id, id: number.id }),
    [selection, rows, byImage, model, number],
  )
  const listed = order.slice(0, count)
  const key = listed.join()
  useEffect(() => {
    // While numbers come in, the order changes again and again.
    const timer = setTimeout(() => void showStatisticsImages(key === '' ? [] : key.split(',').map(Number)), REST_MS)
    return () => clearTimeout(timer)
  }, [key, showStatisticsImages])
  if (order.length === 0) return null
  const words = selection !== null ? 'Selected images' : 'Images'
  return (
    <section className="statistics-images" aria-label={words}>
      <h3>
        {words}{' '}
        <span className="muted">
          by {number.title} on {model.name}, largest first; press one to compare the models on it
        </span>
      </h3>
      {problem !== null && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
      <ol className="image-cards">
        {listed.map((index) => (
          <li key={index}>
            <button
              type="button"
              className="image-card"
              data-testid="statistics-image"
              onClick={() => {
                compareStatisticsImage(index).catch((error: Error) => setProblem(error.message))
              }}
            >
              <Thumb image={images[index]} index={index} />
              <span className="image-card-class">
                {run.plan.models[0]?.classes[byImage.get(index)?.[0]?.label ?? 0]}
              </span>
              {models.map(({ id, name, color }) => {
                const row = byImage.get(index)?.find(({ modelId }) => modelId === id)
                return (
                  row && (
                    <span key={id} className="image-card-value">
                      <span className="legend-dot" style={{ background: color }} aria-hidden="true" />
                      <span className="visually-hidden">{name}: </span>
                      {columnText(number, row.values[number.id] ?? null)}
                      <OutcomeMark outcome={row.outcome} />
                    </span>
                  )
                )
              })}
            </button>
          </li>
        ))}
      </ol>
      {order.length > count && (
        <button type="button" className="button" onClick={() => setCount(count + MORE)}>
          Show {Math.min(MORE, order.length - count)} more of {order.length.toLocaleString('en')}
        </button>
      )}
    </section>
  )
})

function OutcomeMark({ outcome }: Pick<StatisticsRow, 'outcome'>) {
  const { word, symbol } = outcome === null ? NOT_JUDGED : OUTCOMES[outcome]
  const color = outcome === null ? 'muted' : OUTCOMES[outcome].className
  return (
    <span className={`image-card-outcome ${color}`} title={word}>
      {symbol}
      <span className="visually-hidden">{word}</span>
    </span>
  )
}

function Thumb({ image, index }: { readonly image: StatisticsImage | undefined; readonly index: number }) {
  const colors = useMemo(() => image && imageColors(image.image.pixels), [image])
  if (image === undefined || colors === undefined) return <span className="image-card-thumb" />
  return <RowCanvas colors={colors} {...image.image} label={image.name || `image ${index + 1}`} />
}

function groupByImage(rows: readonly StatisticsRow[]): ReadonlyMap<number, readonly StatisticsRow[]> {
  const groups = new Map<number, StatisticsRow[]>()
  for (const row of rows) groups.set(row.index, [...(groups.get(row.index) ?? []), row])
  return groups
}

/** Images by their number on a model, largest first; those without one last. */
function inOrder(
  rows: readonly StatisticsRow[],
  byImage: ReadonlyMap<number, readonly StatisticsRow[]>,
  { modelId, id }: { readonly modelId: string; readonly id: string },
): number[] {
  const numberOf = (index: number) =>
    byImage.get(index)?.find((row) => row.modelId === modelId)?.values[id] ?? Number.NEGATIVE_INFINITY
  const keyed = [...new Set(rows.map(({ index }) => index))].map((index) => [index, numberOf(index)] as const)
  return keyed.sort(([, one], [, other]) => (other > one ? 1 : other < one ? -1 : 0)).map(([index]) => index)
}
