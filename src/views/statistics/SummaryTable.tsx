import { useMemo } from 'react'
import { countOf } from '../../countOf'
import { RESAMPLES } from '../../numbers/bootstrap'
import type { UntargetedOutcome } from '../../outcomes/outcome'
import { type NumberSummary, selectedSummary, summaryOf } from '../../store/statistics/statisticsSummary'
import { whole } from '../parts/format'
import { ModelName, ResultTable } from '../parts/ResultTable'
import { MissingNumber } from '../parts/Waiting'
import { columnText, medianIntervalText } from './numberText'
import type { Shown } from './shown'
import { useRestedSelection } from './useSelection'

/** Medians with their intervals, means and quartiles, over all images, those with each outcome, and those that are selected. */
export function SummaryTable({ rows, models, number, isAttacked, judge }: Shown) {
  const summaries = useMemo(
    () => new Map(models.map(({ id }) => [id, summaryOf(rows, id, number.id)])),
    [rows, models, number],
  )
  const selection = useRestedSelection(rows)
  const selected = useMemo(
    () => selection && models.map(({ id }) => selectedSummary(rows, selection, id, number.id)),
    [rows, models, number, selection],
  )
  const write = (value: number | null) => columnText(number, value)
  const lines: readonly (readonly [name: string, text: (summary: NumberSummary) => string])[] = [
    ['95 % interval of the median', ({ middle }) => medianIntervalText(middle, write)],
    ['mean', ({ mean }) => write(mean)],
    ['quartiles', ({ quartiles }) => `${write(quartiles[0])} to ${write(quartiles[1])}`],
    ...outcomeLines(isAttacked).map(
      ([outcome, name]) =>
        [`median where ${name}`, ({ byOutcome }: NumberSummary) => write(byOutcome[outcome])] as const,
    ),
    ['images', ({ images }) => whole(images)],
    ...(judge === null ? [] : [['images not judged', ({ unjudged }: NumberSummary) => whole(unjudged)] as const]),
  ]
  return (
    <ResultTable
      caption={`${number.title}: ${number.about} Intervals are bootstrap percentiles of ${countOf(RESAMPLES, 'resample')} of the images`}
      corner={<span className="visually-hidden">Figure</span>}
      columns={models.map((model) => <ModelName key={model.id} model={model} />)}
    >
      <tr>
        <th scope="row">median</th>
        {models.map(({ id }) => (
          <td key={id}>
            <strong data-testid={`median-${id}`}>
              {textOf(summaries.get(id), ({ middle }) => write(middle.median))}
            </strong>
          </td>
        ))}
      </tr>
      {lines.map(([name, text]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          {models.map(({ id }) => (
            <td key={id}>{textOf(summaries.get(id), text)}</td>
          ))}
        </tr>
      ))}
      {selected !== null && (
        <>
          <tr data-testid="selected-median">
            <th scope="row">median where selected</th>
            {selected.map(({ median }, place) => (
              <td key={models[place]?.id}>{median === null ? <MissingNumber /> : write(median)}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">images selected</th>
            {selected.map(({ images }, place) => (
              <td key={models[place]?.id}>{whole(images)}</td>
            ))}
          </tr>
        </>
      )}
    </ResultTable>
  )
}

const outcomeLines = (isAttacked: boolean): readonly (readonly [UntargetedOutcome, string])[] =>
  isAttacked
    ? [
        ['robust', 'robust'],
        ['fooled', 'fooled'],
        ['wrong', 'wrong without an attack'],
      ]
    : [
        ['robust', 'right'],
        ['wrong', 'wrong'],
      ]

const textOf = (summary: NumberSummary | null | undefined, text: (summary: NumberSummary) => string) =>
  summary == null ? <MissingNumber /> : text(summary)
