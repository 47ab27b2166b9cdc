import { countOf } from '../../countOf'
import { largestEpsilon } from '../../numbers/epsilonSearch'
import type { RankedModel } from '../../store/evaluation/evaluation'
import type { RankingMeasure } from '../../store/evaluation/ranking/contenders'
import { measuredSizeText, percent, sizeText, whole } from '../parts/format'
import { MissingNumber } from '../parts/Waiting'

interface RankedCellProps {
  readonly model: RankedModel | undefined
  readonly place: number
  readonly measure: RankingMeasure
}

/** What an attack reached on a model, and what it took. */
export function RankedCell({ model, place, measure }: RankedCellProps) {
  const ranked = model?.attacks[place]
  if (model === undefined || ranked === undefined || model.images === 0) {
    return (
      <td>
        <MissingNumber />
      </td>
    )
  }
  const { optimality, fooled, median, passes } = ranked
  const { norm } = measure.attack.settings
  const half = Number.isFinite(median)
    ? `median ${measuredSizeText(median as number, norm)}`
    : `median above ${sizeText(largestEpsilon(measure.search), norm)}`
  const spent = passes === null ? '' : `, ${countOf(Math.round(passes.mean), 'pass', 'passes')}`
  return (
    <td>
      <span className="share-cell">
        <strong>{optimality === null ? 'not defined' : `${percent(optimality.value)} %`}</strong>{' '}
        <span className="muted">{optimality && `${percent(optimality.low)} to ${percent(optimality.high)}`}</span>{' '}
        <span className="muted">
          {whole(fooled)} of {whole(model.images - model.wrong)}
        </span>
        <span className="share-others muted">
          {' '}
          {median === null ? 'no image is right' : half}
          {spent}
        </span>
      </span>
    </td>
  )
}
