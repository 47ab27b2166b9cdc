/** @file The terms of a loss, as its chart draws them. */
import type { LossTerm, ReportedLoss } from './types'

/** A loss with one term. */
export const wholeLoss = (label: string): readonly LossTerm<unknown>[] => [{ label, of: ({ loss }) => loss }]

interface FirstTerm<Settings> {
  readonly label: string
  /** Of the objective's parts. */
  readonly part: string
  /** Its weight in the loss; 1 by default. */
  readonly weight?: (settings: Settings) => number
}

/** A weighted part and the rest of the loss, whatever its ramp, so that the two add up to the loss. */
export function partAndRest<Settings>(
  { label, part, weight = () => 1 }: FirstTerm<Settings>,
  rest: string,
): readonly LossTerm<Settings>[] {
  const first = ({ parts }: ReportedLoss, settings: Settings) => weight(settings) * (parts[part] ?? Number.NaN)
  return [
    { label, of: first },
    { label: rest, of: (reported, settings) => reported.loss - first(reported, settings) },
  ]
}
