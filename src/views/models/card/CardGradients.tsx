import { useRef } from 'react'
import type { Manifest } from '../../../engine/checkpoints/manifest'
import { TableExports } from '../../parts/exports/TableExports'
import { gradientRows } from './gradientRows'

/** Mean norms and edge alignment of a model's input gradients on the test images, with the number of images. */
export function CardGradients({ manifest }: { readonly manifest: Manifest }) {
  const table = useRef<HTMLTableElement>(null)
  const rows = gradientRows(manifest)
  if (rows.length === 0) return null
  return (
    <>
      <table ref={table} className="accuracies" data-testid="card-gradients">
        <thead>
          <tr>
            <th scope="col">Gradient of</th>
            <th scope="col">mean L1 norm</th>
            <th scope="col">mean L2 norm</th>
            <th scope="col">mean edge alignment r</th>
            <th scope="col">images</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ of, l1, l2, alignment, images }) => (
            <tr key={of}>
              <th scope="row">{of}</th>
              <td>{l1}</td>
              <td>{l2}</td>
              <td>{alignment}</td>
              <td>{images}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <TableExports
        table={table}
        name={`gradlens-gradients-${manifest.id}`}
        title={`Input gradients of ${manifest.id} on its test images`}
      />
    </>
  )
}
