import { noiseAttack } from './algorithms/noise'

/** Every value changed by the same amount, up or down by the toss of a coin: in L∞ a corner of the ball. */
export const randomSign = noiseAttack('Random sign', (random) => random.sign())
