/** @file What charts of accuracy have in common. */
import { format } from 'd3'
import type { NumberAxis, Point } from './frame/chart'
import { PERCENT } from './frame/domains'

export const accuracyAxis = (label = 'accuracy'): NumberAxis => ({ kind: 'linear', label, unit: '%', domain: PERCENT })

const oneDecimal = format('.1f')

/** Such as "83.0 % (74.5 to 89.1)". */
export const accuracyText = ({ y, low, high }: Point): string =>
  low === undefined || high === undefined
    ? `${oneDecimal(y)} %`
    : `${oneDecimal(y)} % (${oneDecimal(low)} to ${oneDecimal(high)})`
