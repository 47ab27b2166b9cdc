/** @file The accuracy of models under several threats side by side, as dots with intervals. */
import { accuracyAxis, accuracyText } from './accuracyAxis'
import type { Chart, Point, Series } from './frame/chart'
import { dots } from './marks/dots'
import { whiskers } from './marks/whiskers'
import { ROLE_INKS } from './palette'

export interface ThreatData {
  /** Such as "8/255 in L∞", from left to right. */
  readonly threats: readonly string[]
  readonly models: readonly {
    readonly id: string
    readonly name: string
    readonly color: string
    /** One a threat, in percent with its interval; null where nothing is known yet. */
    readonly shares: readonly ({ readonly share: number; readonly low: number; readonly high: number } | null)[]
  }[]
}

/** Pixels between the models' dots of one threat, so that whiskers do not cover each other. */
const APART = 10

export function accuracyByThreat({ threats, models }: ThreatData): Chart {
  const series = models.map(({ id, name, color, shares }, place): Series => {
    const points = shares.flatMap((share, threat): Point[] =>
      share === null ? [] : [{ x: threat + 0.5, y: 100 * share.share, low: 100 * share.low, high: 100 * share.high }],
    )
    const shift = (place - (models.length - 1) / 2) * APART
    const about = points.map((point) => `${threats[Math.floor(point.x)]}: ${accuracyText(point)}`).join('; ')
    return {
      ...{ id, name, about: `${name}: ${about}`, ink: color, points },
      marks: [whiskers(points, { shift }), dots(points, { radius: 4, shift })],
    }
  })
  return {
    x: { kind: 'names', label: '', names: threats.map((name) => ({ name, ink: ROLE_INKS.other })), isShown: true },
    y: accuracyAxis(),
    series,
  }
}
