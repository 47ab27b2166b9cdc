import type { ReactNode } from 'react'
import { countOf } from '../../countOf'
import { OUTCOMES, rightWithout, type UntargetedOutcome } from '../../outcomes/outcome'
import { attackWords } from '../../store/judgeWords'
import type { HeldOutEvaluation, TrainingRun } from '../../store/training/training'
import { differenceText, factorText, pointsText, threeDigits, whole } from '../parts/format'
import { ResultTable } from '../parts/ResultTable'
import { AlignmentText } from './AlignmentText'
import { ShareText } from './ShareText'
import { evaluationAt } from './trainingCharts'

interface BeforeAfterTableProps {
  readonly run: TrainingRun
  readonly looked: number | null
}

interface Row {
  readonly title: ReactNode
  readonly id: string
  readonly cell: (evaluation: HeldOutEvaluation) => ReactNode
  /** In full, for tests and for copying; null if undefined. */
  readonly value: (evaluation: HeldOutEvaluation) => number | null
  readonly change: (before: number, after: number) => string
}

const changeText = (change: Row['change'], before: number | null, after: number | null) =>
  before === null || after === null ? '' : change(before, after)

const outcomeRow = (outcome: UntargetedOutcome): Pick<Row, 'cell' | 'value' | 'change'> => ({
  cell: (figures) => <ShareText count={figures[outcome]} images={figures.images} />,
  value: (figures) => figures[outcome] / figures.images,
  change: pointsText,
})

function rowsOf({ form }: TrainingRun): readonly Row[] {
  return [
    {
      id: 'clean',
      title: 'clean accuracy',
      cell: (figures) => <ShareText count={rightWithout(figures)} images={figures.images} />,
      value: (figures) => rightWithout(figures) / figures.images,
      change: pointsText,
    },
    {
      id: 'robust',
      title: attackWords(form),
      ...outcomeRow('robust'),
    },
    {
      id: 'fooled',
      title: OUTCOMES.fooled.word,
      ...outcomeRow('fooled'),
    },
    {
      id: 'wrong',
      title: OUTCOMES.wrong.word,
      ...outcomeRow('wrong'),
    },
    {
      id: 'l1',
      title: 'mean ‖∇L‖₁',
      cell: ({ meanGradientL1 }) => threeDigits(meanGradientL1),
      value: ({ meanGradientL1 }) => meanGradientL1,
      change: factorText,
    },
    {
      id: 'alignment',
      title: 'edge alignment r',
      cell: (evaluation) => <AlignmentText {...evaluation} />,
      value: ({ meanEdgeAlignment }) => meanEdgeAlignment,
      change: differenceText,
    },
    {
      id: 'loss',
      title: 'cross-entropy',
      cell: ({ meanLoss }) => threeDigits(meanLoss),
      value: ({ meanLoss }) => meanLoss,
      change: differenceText,
    },
  ]
}

/** The model before training next to the model at the selected step, on the same images. */
export function BeforeAfterTable({ run, looked }: BeforeAfterTableProps) {
  const before = run.evaluations.find(({ step }) => step === 0)
  const after = evaluationAt(run.evaluations, looked)
  if (before === undefined || after === undefined) return null
  return (
    <div className="before-after" data-testid="before-after">
      <ResultTable
        caption={`The same ${countOf(before.images, 'held-out image')} before and after, with 95 % intervals (Wilson)`}
        corner=""
        columns={['before', `step ${whole(after.step)}`, 'change']}
      >
        {rowsOf(run).map(({ id, title, cell, value, change }) => (
          <tr key={id} data-testid={`row-${id}`}>
            <th scope="row">{title}</th>
            <td>
              <data value={value(before) ?? ''}>{cell(before)}</data>
            </td>
            <td>
              <data value={value(after) ?? ''}>{cell(after)}</data>
            </td>
            <td>{after.step === 0 ? '' : changeText(change, value(before), value(after))}</td>
          </tr>
        ))}
      </ResultTable>
    </div>
  )
}
