import { SWEEP_FIELDS } from '../training/trainingNumbers'
import { numberText, type Parsed } from './number'
import { parseNumberList } from './numberList'

/** A list such as "0, 0.4 1.2", sorted, without repetitions. */
export const parseLambdas = (text: string): Parsed<readonly number[]> =>
  parseNumberList(text, {
    one: 'lambda',
    many: 'lambdas',
    ...{ min: SWEEP_FIELDS.lambda.min, max: SWEEP_FIELDS.lambda.max },
    unit: '',
    counts: SWEEP_FIELDS.lambdas,
  })

export const lambdasText = (lambdas: readonly number[]): string => lambdas.map(numberText).join(', ')
