/** @file The zoo's trainings with gradient norm at several λ, of which one of each kind ships. */
import zooSweep from './zooSweep.json'

export const ZOO_SWEEP = zooSweep
