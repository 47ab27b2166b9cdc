import { toShown } from '../../store/attacks/normUnits'
import type { AccuracyCurve, CurvePoint, EvaluationRun } from '../../store/evaluation/evaluation'
import { sizeText, whole } from '../parts/format'
import { ModelName, ResultTable, ShareCell } from '../parts/ResultTable'
import type { RunModel } from '../parts/runModels'
import { COUNTING, othersWords } from '../parts/runs/evaluationWords'

interface AccuracyTableProps {
  readonly run: EvaluationRun
  readonly curves: readonly AccuracyCurve[]
  readonly models: readonly RunModel[]
  /** The ε under the crosshair, in displayed units, or null. */
  readonly looked: number | null
}

/** The numbers of the curves: a row per epsilon, a column per model. */
export function AccuracyTable({ run, curves, models, looked }: AccuracyTableProps) {
  const { norm } = run.plan.measure.attack.settings
  const of = (id: string) => curves.find(({ modelId }) => modelId === id)
  const isStuck = curves.some(({ points }) => points.some(({ zeroGradient }) => zeroGradient > 0))
  const epsilons = curves[0]?.points.map(({ epsilon }) => epsilon) ?? []
  return (
    <ResultTable
      caption={`Accuracy with its 95 % interval (Wilson). ${COUNTING}.${isStuck ? ` Where the gradient was zero, the attack could not move; that does not show robustness.` : ''}`}
      corner="ε"
      columns={models.map((model) => <ModelName key={model.id} model={model} />)}
    >
      {epsilons.map((epsilon, place) => (
        <tr key={epsilon}>
          <th scope="row">{epsilon === 0 ? 'clean' : sizeText(epsilon, norm)}</th>
          {models.map(({ id }) => (
            <ShareCell
              key={id}
              share={of(id)?.points[place]}
              others={othersOf(of(id)?.points[place])}
              isLooked={toShown(epsilon, norm) === looked}
            />
          ))}
        </tr>
      ))}
    </ResultTable>
  )
}

function othersOf(point: CurvePoint | undefined): string | undefined {
  if (point === undefined) return undefined
  const stuck = point.zeroGradient === 0 ? '' : `, zero gradient on ${whole(point.zeroGradient)} of the robust`
  return `${othersWords(point, point.epsilon)}${stuck}`
}
