/** @file How near each attack comes to the best of all, a row an attack and a dot a model, with intervals. */
import type { Chart } from './frame/chart'
import { PERCENT } from './frame/domains'
import { dots } from './marks/dots'
import { levelWhiskers } from './marks/levelWhiskers'
import { type NamedShares, seriesOfShares } from './namedShares'
import { ROLE_INKS } from './palette'

const APART = 8
const LEAST_ROW = 28

/** @param data whose names are attacks, from top to bottom */
export const optimalityDots = (data: NamedShares): Chart => ({
  x: { kind: 'linear', label: 'optimality', unit: '%', domain: PERCENT },
  y: {
    kind: 'names',
    label: '',
    names: data.names.map((name) => ({ name, ink: ROLE_INKS.other })),
    isShown: true,
    spacing: Math.max(LEAST_ROW, data.models.length * APART + 12),
  },
  series: seriesOfShares(data, APART, (placed, shift) => ({
    points: placed.map(({ place, value }) => ({ x: value, y: place })),
    marks: [
      levelWhiskers(
        placed.map(({ place, value, low, high }) => ({ row: place, value, low, high })),
        { shift },
      ),
      dots(
        placed.map(({ place, value }) => ({ x: value, y: place })),
        { radius: 4, down: shift },
      ),
    ],
  })),
})
