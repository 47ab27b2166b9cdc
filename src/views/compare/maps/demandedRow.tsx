import { currentQuantity } from '../../../store/compare/currentResults'
import { type DemandedMapId, QUANTITIES } from '../../../store/compare/quantities'
import type { MeasuredQuantity } from '../../../store/types'
import type { NumberContent } from '../../parts/exports/content'
import { threeDigits } from '../../parts/format'
import { NumberLine } from '../Numbers'
import { QuantityCell } from '../resultCells'
import type { MatrixRow } from '../rows/types'
import { MapFormula } from './MapFormula'
import { SignedMap } from './SignedMap'
import { signedMapContent } from './signedMaps'

/** A number of a cell, with its words for the pointer. */
export interface MapNumber extends NumberContent {
  readonly value: number
  readonly title: string
}

/**
 * The row of a map that a person switches on, with its formula, its cost and its norms.
 *
 * @param more further numbers of a cell
 */
export function demandedRow<Id extends DemandedMapId>(
  id: Id,
  more: (result: MeasuredQuantity<Id>) => readonly MapNumber[] = () => [],
): MatrixRow {
  const { title, about } = QUANTITIES[id]
  const numbersOf = (result: MeasuredQuantity<Id>) => [
    ...NORMS.map((norm) => normOf(id, norm, result)),
    ...more(result),
  ]
  return {
    id,
    title,
    about,
    terms: [title({ gradientOf: 'loss' }), 'norm'],
    onDemand: id,
    Common: () => <MapFormula id={id} />,
    Cell: ({ modelId }) => (
      <QuantityCell modelId={modelId} quantity={id}>
        {(result) => (
          <>
            <SignedMap modelId={modelId} quantity={id} result={result} label={`${title(result)} of the image`} />
            <div className="cell-text">
              {numbersOf(result).map(({ id: testId, symbol, text, title, value, note }) => (
                <NumberLine key={testId} {...{ symbol, text, title, testId, value, note }} />
              ))}
            </div>
          </>
        )}
      </QuantityCell>
    ),
    hasMaps: true,
    content(state, modelId) {
      const result = currentQuantity(state, modelId, id)
      return result && { map: signedMapContent(state, id, result, title(result)), numbers: numbersOf(result) }
    },
  }
}

const NORMS = ['l1', 'l2'] as const

function normOf(id: DemandedMapId, norm: 'l1' | 'l2', result: MeasuredQuantity<DemandedMapId>): MapNumber {
  return {
    id: `${id}_${norm}`,
    symbol: norm === 'l1' ? '‖·‖₁' : '‖·‖₂',
    text: threeDigits(result[norm]),
    title: `${norm.toUpperCase()} norm of this map`,
    value: result[norm],
    unit: null,
  }
}
