import type { Manifest } from '../../engine/checkpoints/manifest'
import { useApp } from '../parts/appContext'
import { ZooEntry } from './ZooEntry'
import { groupZoo } from './zooGroups'

const NONE_KNOWN: readonly [] = []

/** The zoo as the paper compares it: a row per architecture, a column per training. Cells without a model are empty. */
export function ZooTable({ manifests }: { readonly manifests: readonly Manifest[] }) {
  const objectives = useApp((state) => state.training.offered?.objectives) ?? NONE_KNOWN
  const { columns, rows } = groupZoo(manifests, objectives)
  return (
    <table className="zoo" style={{ '--trainings': columns.length } as React.CSSProperties}>
      <thead>
        <tr>
          <td />
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ data, architecture, cells }) => (
          <tr key={`${data} ${architecture}`}>
            <th scope="row">
              {data}
              <span className="muted">{architecture}</span>
            </th>
            {columns.map((column, index) => (
              <td key={column}>
                {cells[index]?.map((manifest) => (
                  <ZooEntry key={manifest.id} manifest={manifest} />
                ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
