import { expect, it } from 'vitest'
import { OPERATOR_NAMES } from '../graph/operatorNames'
import { OPERATORS } from './registry'

it('every operator in the list is computed; control flow is handled by the graph itself', () => {
  expect([...OPERATORS.keys(), 'If'].toSorted()).toEqual(OPERATOR_NAMES.toSorted())
})
