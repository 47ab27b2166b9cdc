/** @file How near each attack comes to the best of all, a row an attack and a dot a model, with intervals. */
import { accuracyText } from './accuracyAxis'
import type { Chart, Point, Series } from './frame/chart'
import { PERCENT } from './frame/domains'
import { dots } from './marks/dots'
import { levelWhiskers } from './marks/levelWhiskers'
import { ROLE_INKS } from './palette'

export interface OptimalityData {
  /** Names from top to bottom. */
  readonly attacks: readonly string[]
  readonly models: readonly {
    readonly id: string
    readonly name: string
    readonly color: string
    /** One an attack, as shares; null where there is none yet. */
    readonly values: readonly ({ readonly value: number; readonly low: number; readonly high: number } | null)[]
  }[]
}

/** Pixels between the models' dots of one attack. */
const APART = 8

export function optimalityDots({ attacks, models }: OptimalityData): Chart {
  const apart = models.length * APART
  const series = models.map(({ id, name, color, values }, place): Series => {
    const shift = (place - (models.length - 1) / 2) * APART
    const found = values.flatMap((each, row) =>
      each === null ? [] : [{ row: row + 0.5, value: 100 * each.value, low: 100 * each.low, high: 100 * each.high }],
    )
    const points = found.map(({ row, value }): Point => ({ x: value, y: row }))
    const about = found
      .map(
        ({ row, value, low, high }) => `${attacks[Math.floor(row)]}: ${accuracyText({ x: row, y: value, low, high })}`,
      )
      .join('; ')
    return {
      ...{ id, name, about: `${name}: ${about}`, ink: color, points },
      marks: [levelWhiskers(found, { shift }), dots(points, { radius: 4, down: shift })],
    }
  })
  return {
    x: { kind: 'linear', label: 'optimality', unit: '%', domain: PERCENT },
    y: {
      kind: 'names',
      label: '',
      names: attacks.map((name) => ({ name, ink: ROLE_INKS.other })),
      isShown: true,
      spacing: Math.max(28, apart + 12),
    },
    series,
  }
}
