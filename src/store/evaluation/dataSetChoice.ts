import type { SplitChoice } from '../data/dataSource'

/** Which images of a data set: `count` of them, balanced over classes, the same for the same seed. */
export interface DataSetChoice {
  readonly count: number
  readonly seed: number
  readonly split: SplitChoice
}
