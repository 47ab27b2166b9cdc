/** @file Shares of models under several names, such as attacks: data that more than one chart draws. */
import { accuracyText } from './accuracyAxis'
import type { Series } from './frame/chart'

export interface NamedShares {
  /** In the order of the axis, such as "8/255 in L∞". */
  readonly names: readonly string[]
  readonly models: readonly {
    readonly id: string
    readonly name: string
    readonly color: string
    /** One a name, in [0, 1] with its interval; null where nothing is known yet. */
    readonly shares: readonly (ShareInterval | null)[]
  }[]
}

export interface ShareInterval {
  readonly share: number
  readonly low: number
  readonly high: number
}

/** In percent, in the middle of its name on the axis. */
export interface PlacedShare {
  readonly place: number
  readonly value: number
  readonly low: number
  readonly high: number
}

/**
 * A series for each model.
 *
 * @param apart pixels between the models' marks of one name, so that whiskers do not cover each other
 */
export const seriesOfShares = (
  { names, models }: NamedShares,
  apart: number,
  draw: (placed: readonly PlacedShare[], shift: number) => Pick<Series, 'points' | 'marks'>,
): readonly Series[] =>
  models.map(({ id, name, color, shares }, order) => {
    const placed = shares.flatMap((each, place): PlacedShare[] =>
      each === null
        ? []
        : [{ place: place + 0.5, value: 100 * each.share, low: 100 * each.low, high: 100 * each.high }],
    )
    const said = placed.map(
      ({ place, value, low, high }) =>
        `${names[Math.floor(place)]}: ${accuracyText({ x: place, y: value, low, high })}`,
    )
    const shift = (order - (models.length - 1) / 2) * apart
    return { id, name, about: `${name}: ${said.join('; ')}`, ink: color, ...draw(placed, shift) }
  })
