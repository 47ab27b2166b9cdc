/** @file What held-out images are judged by, in words. */
import type { TrainingForm } from './training/training'

/** As it is set: 8 as "8/255". */
export const epsilonOf255 = (epsilon255: number): string => `${Number(epsilon255.toPrecision(4))}/255`

/** Such as "PGD-10 at 8/255". */
export const attackWords = ({ attack }: Pick<TrainingForm, 'attack'>): string =>
  `PGD-${attack.steps} at ${epsilonOf255(attack.epsilon255)}`
