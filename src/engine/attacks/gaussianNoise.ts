import { noiseAttack } from './algorithms/noise'

/** Gaussian noise, scaled until its size in the norm is epsilon; in L∞ that is its largest value. */
export const gaussianNoise = noiseAttack('Gaussian noise', (random) => random.gaussian())
