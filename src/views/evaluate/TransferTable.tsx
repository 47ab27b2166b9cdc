import type { TransferCell } from '../../store/evaluation'
import { ModelName, ResultTable, ShareCell } from './ResultTable'
import type { RunModel } from './runModels'

interface TransferTableProps {
  readonly cells: readonly TransferCell[]
  readonly models: readonly RunModel[]
  readonly looked: { readonly from: string; readonly to: string } | null
}

/** The matrix's numbers: a row the model that perturbations are made on, a column the model that they are shown to. */
export function TransferTable({ cells, models, looked }: TransferTableProps) {
  return (
    <ResultTable
      caption="Pictures that hold, with the 95 % interval (Wilson): rows are the models that perturbations are made on, columns those that they are shown to"
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
          {models.map((to) => (
            <ShareCell
              key={to.id}
              share={cells.find((cell) => cell.from === from.id && cell.to === to.id)}
              isLooked={looked?.from === from.id && looked.to === to.id}
            />
          ))}
        </tr>
      ))}
    </ResultTable>
  )
}
