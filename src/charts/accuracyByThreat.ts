/** @file The accuracy of models under several threats side by side, as dots with intervals. */
import { accuracyAxis } from './accuracyAxis'
import type { Chart } from './frame/chart'
import { dots } from './marks/dots'
import { whiskers } from './marks/whiskers'
import { type NamedShares, seriesOfShares } from './namedShares'
import { ROLE_INKS } from './palette'

const APART = 10

/** @param data whose names are threats, from left to right */
export const accuracyByThreat = (data: NamedShares): Chart => ({
  x: {
    kind: 'names',
    label: '',
    names: data.names.map((name) => ({ name, ink: ROLE_INKS.other })),
    isShown: true,
  },
  y: accuracyAxis(),
  series: seriesOfShares(data, APART, (placed, shift) => {
    const points = placed.map(({ place, value, low, high }) => ({ x: place, y: value, low, high }))
    return { points, marks: [whiskers(points, { shift }), dots(points, { radius: 4, shift })] }
  }),
})
