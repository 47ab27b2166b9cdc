import { outcomeAt } from '../../../outcomes/outcome'
import type { Reached, ReachedLosses } from '../../../store/why/why'
import { threeDigits } from '../../parts/format'
import { ResultTable } from '../../parts/ResultTable'
import { MissingNumber } from '../../parts/Waiting'
import { useWhyFigure } from '../useWhyFigure'
import { FigureFrame } from './FigureFrame'

/** The loss that attacks reach with gradients and without, for every model. */
export function ReachedTable() {
  const models = useWhyFigure('reached')
  const first = models.find(({ computed }) => computed.value !== null)?.computed.value
  const isSettled = models.every(({ computed }) => computed.value !== null && computed.progress === null)
  return (
    <FigureFrame
      testId="why-reached"
      of={models}
      caption="PGD has 10 steps, Square 200 queries. A model whose gradients were masked would give way to Square before it does to PGD."
    >
      {first && (
        <ResultTable
          caption={`Loss that each attack reaches on the image of the page at ε = ${first.epsilon}/255, in nats`}
          corner="attack"
          columns={models.map(({ name }) => name)}
        >
          {first.attacks.map(({ name, followsGradient }, row) => (
            <tr key={name}>
              <th scope="row">
                {name} <span className="muted">{followsGradient ? 'by gradients' : 'without gradients'}</span>
              </th>
              {models.map(({ id, computed }) => (
                <ReachedCell key={id} value={computed.value} row={row} isStale={computed.progress !== null} />
              ))}
            </tr>
          ))}
        </ResultTable>
      )}
      {isSettled && (
        <p className="hint" data-testid="why-masking">
          {maskingWords(models.map(({ name, computed }) => ({ name, attacks: computed.value?.attacks ?? [] })))}
        </p>
      )}
    </FigureFrame>
  )
}

interface ReachedCellProps {
  readonly value: ReachedLosses | null
  readonly row: number
  readonly isStale: boolean
}

function ReachedCell({ value, row, isStale }: ReachedCellProps) {
  const reached = value?.attacks[row]
  if (!value || !reached) {
    return (
      <td>
        <MissingNumber />
      </td>
    )
  }
  const { word, symbol, className } = outcomeAt(reached.verdict, value.epsilon)
  return (
    <td className={isStale ? 'is-stale' : undefined}>
      <data value={reached.loss}>{threeDigits(reached.loss)}</data>{' '}
      <span className={`verdict ${className}`} title={word}>
        {symbol}
        <span className="visually-hidden"> {word}</span>
      </span>
    </td>
  )
}

interface ReachedByModel {
  readonly name: string
  readonly attacks: readonly Reached[]
}

/** Where an attack without gradients went further than all that follow them. */
export function maskingWords(models: readonly ReachedByModel[]): string {
  const misled = models.flatMap(({ name, attacks }) => {
    const [by, without] = [largest(attacks, true), largest(attacks, false)]
    return by && without && without.loss > by.loss ? [`${without.name} reaches more than ${by.name} on ${name}`] : []
  })
  return misled.length === 0
    ? 'On none of the models does an attack without gradients reach more than those that follow them: no sign of masking.'
    : `${misled.join('; ')}: there the gradient misleads.`
}

const largest = (attacks: readonly Reached[], follows: boolean): Reached | null =>
  attacks
    .filter(({ followsGradient }) => followsGradient === follows)
    .reduce<Reached | null>((most, one) => (most === null || one.loss > most.loss ? one : most), null)
