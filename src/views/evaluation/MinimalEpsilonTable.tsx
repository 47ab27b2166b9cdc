import type { ReactNode } from 'react'
import { largestEpsilon, type SearchSettings } from '../../numbers/epsilonSearch'
import { OUTCOMES } from '../../outcomes/outcome'
import type { EvaluationRun, MinimalEpsilonCurve } from '../../store/evaluation/evaluation'
import { countsAbove, outcomeShare } from '../../store/evaluation/evaluationTally'
import type { Eps01 } from '../../units'
import { measuredSizeText, sizeText, whole } from '../parts/format'
import { ModelName, ResultTable, ShareCell } from '../parts/ResultTable'
import type { RunModel } from '../parts/runModels'
import { othersWords } from '../parts/runs/evaluationWords'
import { MissingNumber } from '../parts/Waiting'

interface MinimalEpsilonTableProps {
  readonly run: EvaluationRun
  readonly search: SearchSettings
  readonly curves: readonly MinimalEpsilonCurve[]
  readonly models: readonly RunModel[]
}

/** Medians and quartiles, and the survival curve at the search's own epsilons, with a column per model. */
export function MinimalEpsilonTable({ run, search, curves, models }: MinimalEpsilonTableProps) {
  const { norm } = run.plan.measure.attack.settings
  const of = (id: string) => curves.find(({ modelId }) => modelId === id)
  const grid = Array.from({ length: search.doublings + 1 }, (_, i) => (search.start * 2 ** i) as Eps01)
  const largest = sizeText(largestEpsilon(search), norm)

  const quantileWords = (curve: MinimalEpsilonCurve | undefined, share: number) => {
    const size = curve && quantile(curve.sizes, share)
    if (size === undefined) return <MissingNumber />
    if (size === 0) return OUTCOMES.wrong.word
    return Number.isFinite(size) ? measuredSizeText(size, norm) : `above ${largest}`
  }

  return (
    <ResultTable
      caption="The smallest ε found to fool the model on an image (0 if it is wrong without an attack), and the share of images whose smallest ε is larger, with 95 % intervals (Wilson)"
      corner={<span className="visually-hidden">Figure</span>}
      columns={models.map((model) => <ModelName key={model.id} model={model} />)}
    >
      {QUANTILES.map(([name, share]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          {models.map(({ id }) => (
            <td key={id}>
              <strong>{quantileWords(of(id), share)}</strong>
            </td>
          ))}
        </tr>
      ))}
      <tr>
        <th scope="row">images</th>
        {models.map(({ id }) => (
          <td key={id}>{countsOf(of(id))}</td>
        ))}
      </tr>
      <tr>
        <th scope="row">{OUTCOMES.wrong.word}</th>
        {models.map(({ id }) => (
          <td key={id}>{wrongWords(of(id))}</td>
        ))}
      </tr>
      {[0 as Eps01, ...grid].map((epsilon) => (
        <tr key={epsilon}>
          <th scope="row">{epsilon === 0 ? 'right without an attack' : `ε > ${sizeText(epsilon, norm)}`}</th>
          {models.map(({ id }) => (
            <ShareCell key={id} {...shareAbove(of(id), epsilon)} />
          ))}
        </tr>
      ))}
    </ResultTable>
  )
}

const QUANTILES = [
  ['median', 0.5],
  ['lower quartile', 0.25],
  ['upper quartile', 0.75],
] as const

/** Linear interpolation, like numpy's; Infinity if either neighbour is infinite. */
function quantile(sorted: readonly number[], share: number): number | undefined {
  if (sorted.length === 0) return undefined
  const place = share * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number]
  return low === high ? low : low + (high - low) * (place - Math.floor(place))
}

function shareAbove(curve: MinimalEpsilonCurve | undefined, epsilon: number) {
  if (curve === undefined) return { share: undefined }
  const share = outcomeShare(countsAbove(curve.sizes, wrongOf(curve), epsilon))
  return { share, others: othersWords(share, epsilon) }
}

const wrongOf = ({ points }: MinimalEpsilonCurve): number => points[0]?.wrong ?? 0

const wrongWords = (curve: MinimalEpsilonCurve | undefined): ReactNode =>
  curve === undefined ? <MissingNumber /> : withUnderWay(wrongOf(curve), curve.underWay?.wrong, 'of those under way')

const countsOf = (curve: MinimalEpsilonCurve | undefined): ReactNode =>
  curve === undefined ? <MissingNumber /> : withUnderWay(curve.sizes.length, curve.underWay?.images, 'under way')

/** Such as "32, and 7 of those under way"; the other numbers of the table count only the first. */
const withUnderWay = (known: number, more = 0, words: string): string =>
  more === 0 ? whole(known) : `${whole(known)}, and ${whole(more)} ${words}`
