import type { ScaleLinear } from 'd3'

/** About so many ticks at whole numbers, as of steps, which have nothing between them. */
export const wholeTicks = (scale: ScaleLinear<number, number>, count: number): number[] =>
  scale.ticks(count).filter(Number.isInteger)
