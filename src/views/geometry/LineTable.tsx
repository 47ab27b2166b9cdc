import { useCallback } from 'react'
import type { AppState } from '../../store/types'
import { threeDigits } from '../parts/format'
import { ModelName, ResultTable } from '../parts/ResultTable'
import { MissingNumber } from '../parts/Waiting'
import { type GeometryLine, geometryOf, LINES } from './geometryFigures'
import { useGeometry } from './useGeometry'

const STEP = 1

/** The numbers at the image and a step from it. */
export function LineTable({ along }: { readonly along: GeometryLine }) {
  const numbersOf = useCallback((state: AppState) => lineNumbers(state, along), [along])
  const { made: numbers } = useGeometry([LINES[along].along, LINES[along].curvature], numbersOf)
  const there = along === 'attack' ? 'at the attacked image' : 'a step away'
  const rows = [
    ['loss at the image, in nats', 'loss', 0],
    [`loss ${there}`, 'loss', STEP],
    ['foretold by the gradient', 'foretold', STEP],
    ['‖∇L‖₁ at the image', 'l1', 0],
    [`‖∇L‖₁ ${there}`, 'l1', STEP],
    ['normalised curvature at the image', 'curvature', 0],
    [`normalised curvature ${there}`, 'curvature', STEP],
  ] as const
  return (
    <ResultTable
      caption={`The same numbers at the image and ${there}`}
      corner={<span className="visually-hidden">Number</span>}
      columns={numbers.map((model) => <ModelName key={model.id} model={model} />)}
    >
      {rows.map(([words, name, place]) => (
        <tr key={words}>
          <th scope="row">{words}</th>
          {numbers.map(({ id, at }) => {
            const value = at(name, place)
            return (
              <td key={id} data-testid={`${along}-${name}-${place}-${id}`}>
                {value === null ? <MissingNumber /> : <data value={value}>{threeDigits(value)}</data>}
              </td>
            )
          })}
        </tr>
      ))}
    </ResultTable>
  )
}

type NumberName = 'loss' | 'l1' | 'curvature' | 'foretold'

function lineNumbers(state: AppState, along: GeometryLine) {
  const curvatures = geometryOf(state, LINES[along].curvature)
  return geometryOf(state, LINES[along].along).map(({ id, name, color, computed: { value } }) => {
    const bend = curvatures.find((model) => model.id === id)?.computed.value ?? null
    const at = (which: NumberName, place: number): number | null => {
      if (which === 'curvature') return bend?.curvatures[bend.places.indexOf(place)] ?? null
      if (value === null || value.size === 0) return null
      if (which === 'foretold') return (value.losses[0] as number) + value.slope * place
      return value[which === 'loss' ? 'losses' : 'l1'][value.places.indexOf(place)] ?? null
    }
    return { id, name, color, at }
  })
}
