import type { TransferCell } from '../../store/evaluation/evaluation'
import { whole } from '../parts/format'
import { ModelName, ResultTable, ShareCell } from '../parts/ResultTable'
import type { RunModel } from '../parts/runModels'
import { fooledWords } from '../parts/runs/evaluationWords'

interface TransferTableProps {
  readonly cells: readonly TransferCell[]
  readonly models: readonly RunModel[]
  readonly looked: { readonly from: string; readonly to: string } | null
}

/** The matrix's numbers: rows are the models that perturbations are made for, columns the models that they are shown to. */
export function TransferTable({ cells, models, looked }: TransferTableProps) {
  const isUnperturbed = cells.some(({ unperturbed }) => unperturbed > 0)
  return (
    <ResultTable
      caption={`Accuracy of the column’s model on perturbations made for the row’s model, with 95 % intervals (Wilson). “Fooled” counts only images that the column’s model classifies correctly without an attack.${isUnperturbed ? UNPERTURBED : ''}`}
      corner="made for"
      columns={models.map((model) => (
        <span key={model.id}>
          <span className="visually-hidden">shown to </span>
          <ModelName model={model} />
        </span>
      ))}
    >
      {models.map((from) => (
        <tr key={from.id}>
          <th scope="row">
            <ModelName model={from} />
          </th>
          {models.map((to) => {
            const cell = cells.find((cell) => cell.from === from.id && cell.to === to.id)
            return (
              <ShareCell
                key={to.id}
                share={cell}
                others={cell && othersOf(cell)}
                isLooked={looked?.from === from.id && looked.to === to.id}
              />
            )
          })}
        </tr>
      ))}
    </ResultTable>
  )
}

const UNPERTURBED = ' “Unchanged” counts images that the attack did not change, so there was nothing to transfer.'

const othersOf = (cell: TransferCell): string =>
  `${fooledWords(cell)}${cell.unperturbed > 0 ? `, ${whole(cell.unperturbed)} unchanged` : ''}`
