/** @file The L∞ epsilon at which a data set's models are usually compared. */
import epsilons from '../../../models/epsilons.json'
import type { Manifest } from '../../engine/checkpoints/manifest'
import { type Eps255, eps255 } from '../../units'

/** Training and the tables in docs/ read the same file. */
const THREATS: Readonly<Record<string, number>> = epsilons.epsilon255

/** For an unknown data set, the epsilon that the model was trained for, else the median of those measured, or null. */
export function threatOf({ data, training, figures }: Manifest): Eps255 | null {
  if (Object.hasOwn(THREATS, data)) return eps255(THREATS[data] as number)
  if (training.epsilon255 !== null) return eps255(training.epsilon255)
  const all = [...new Set(figures?.robustAccuracy.map(({ epsilon255 }) => epsilon255))].sort((a, b) => a - b)
  const middle = all[Math.floor(all.length / 2)]
  return middle === undefined ? null : eps255(middle)
}
