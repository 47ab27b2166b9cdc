import { useMemo, useState } from 'react'
import { comparePair } from '../../../store/evaluation/pairs/comparePair'
import { measuredEpsilons } from '../../../store/evaluation/pairs/measuredEpsilons'
import { percent, sizeText, whole } from '../../parts/format'
import { ModelName, ResultTable } from '../../parts/ResultTable'
import type { RunModel } from '../../parts/runModels'
import { type LaidRun, laidName } from './laidRuns'
import { chanceWords, differenceWords, pairIntervalWords, REFUSALS } from './pairWords'

interface PairTableProps {
  readonly laid: readonly LaidRun[]
}

interface Shown {
  readonly id: string
  readonly laid: LaidRun
  readonly model: RunModel
}

const COLUMNS = ['Difference, points', '95 % interval', 'p', 'Only this one', 'Only the other', 'Accuracy', 'Images']

/** Every model of every run against one of them, on the images that both were judged on. */
export function PairTable({ laid }: PairTableProps) {
  const all = laid.flatMap((each) =>
    each.models.map((model): Shown => {
      const name = laid.length === 1 ? model.name : laidName(each, model)
      return { id: `${each.letter} ${model.id}`, laid: each, model: { ...model, name } }
    }),
  )
  const { plan } = (laid[0] as LaidRun).run
  const { norm } = plan.measure.attack.settings
  const epsilons = useMemo(() => measuredEpsilons(plan.measure), [plan.measure])
  const [chosenId, setChosen] = useState<string | null>(null)
  const [chosenEpsilon, setEpsilon] = useState<number | null>(null)
  const other = all.find(({ id }) => id === chosenId) ?? (all[0] as Shown)
  const epsilon =
    epsilons.find((each) => each === chosenEpsilon) ?? (epsilons[Math.floor(epsilons.length / 2)] as number)
  const epsilonName = (each: number) => (each === 0 ? 'clean' : `ε = ${sizeText(each, norm)}`)
  if (all.length < 2) return null
  return (
    <div className="pairs" data-testid="pairs">
      <div className="pairs-choice">
        <label className="field">
          <span>Compared with</span>
          <select value={other.id} onChange={(event) => setChosen(event.target.value)}>
            {all.map(({ id, model }) => (
              <option key={id} value={id}>
                {model.name}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>At</span>
          <select value={epsilon} onChange={(event) => setEpsilon(Number(event.target.value))}>
            {epsilons.map((each) => (
              <option key={each} value={each}>
                {epsilonName(each)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ResultTable
        caption={`Against ${other.model.name} at ${epsilonName(epsilon)}, on the images that both were judged on. Difference of the accuracies with Newcombe’s 95 % interval for paired shares; p by McNemar’s exact test, two-sided, for each row alone. “Only”: images on which one is ${epsilon === 0 ? 'right' : 'robust'} and the other not.`}
        corner="Model"
        testId="pair-table"
        columns={COLUMNS}
      >
        {all
          .filter(({ id }) => id !== other.id)
          .map((one) => (
            <PairRow key={one.id} one={one} other={other} epsilon={epsilon} />
          ))}
      </ResultTable>
    </div>
  )
}

interface PairRowProps {
  readonly one: Shown
  readonly other: Shown
  readonly epsilon: number
}

function PairRow({ one, other, epsilon }: PairRowProps) {
  const [run, against] = [one.laid.run, other.laid.run]
  const compared = useMemo(
    () => comparePair({ run, modelId: one.model.id }, { run: against, modelId: other.model.id }, epsilon),
    [run, against, one.model.id, other.model.id, epsilon],
  )
  return (
    <tr>
      <th scope="row">
        <ModelName model={one.model} />
      </th>
      {compared.refusal !== null ? (
        <td colSpan={COLUMNS.length} className="muted">
          {REFUSALS[compared.refusal]}
        </td>
      ) : (
        <>
          <td>
            <strong>{differenceWords(compared)}</strong>
          </td>
          <td>{pairIntervalWords(compared)}</td>
          <td>{chanceWords(compared)}</td>
          <td>{whole(compared.counts.onlyOne)}</td>
          <td>{whole(compared.counts.onlyOther)}</td>
          <td>
            {percent((compared.counts.both + compared.counts.onlyOne) / compared.images)} %{' '}
            <span className="muted">
              vs {percent((compared.counts.both + compared.counts.onlyOther) / compared.images)} %
            </span>
          </td>
          <td>{whole(compared.images)}</td>
        </>
      )}
    </tr>
  )
}
