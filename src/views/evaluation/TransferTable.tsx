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

/** The matrix's numbers: a row the model that perturbations are made on, a column the model that they are shown to. */
export function TransferTable({ cells, models, looked }: TransferTableProps) {
  const isUnperturbed = cells.some(({ unperturbed }) => unperturbed > 0)
  return (
    <ResultTable
      caption={`Accuracy under perturbations made on the model of the row, shown to that of the column, with its 95 % interval (Wilson); fooled: of the images that the model of the column has right without an attack.${isUnperturbed ? UNPERTURBED : ''}`}
      corner="made on"
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

const UNPERTURBED = ' Unchanged images are those that the attack did not change, so there was nothing to transfer.'

const othersOf = (cell: TransferCell): string =>
  `${fooledWords(cell)}${cell.unperturbed > 0 ? `, ${whole(cell.unperturbed)} unchanged` : ''}`
