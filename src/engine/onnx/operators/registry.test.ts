import { expect, it } from 'vitest'
import { OPERATOR_NAMES } from '../graph/operatorNames'
import { OPERATORS } from './registry'

it('every operator that files may have is computed; branches are by the graph itself', () => {
  expect([...OPERATORS.keys(), 'If'].toSorted()).toEqual(OPERATOR_NAMES.toSorted())
})
