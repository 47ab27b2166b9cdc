import { TRAINING_LIMITS } from '../training/trainingForm'
import { numberText, type Parsed } from './number'
import { parseNumberList } from './numberList'

/** A list such as "0, 0.4 1.2", ascending and once each. */
export const parseLambdas = (text: string): Parsed<readonly number[]> =>
  parseNumberList(text, {
    one: 'lambda',
    many: 'lambdas',
    ...TRAINING_LIMITS.lambda,
    unit: '',
    counts: TRAINING_LIMITS.lambdas,
  })

export const lambdasText = (lambdas: readonly number[]): string => lambdas.map(numberText).join(', ')
