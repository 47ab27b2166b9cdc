/** @file What of a chart can be drawn anew by itself: its marks, while its frame stays. */
import type { Chart, Mark, Series } from './chart'

/** The marks of each layer, from the lowest layer to the highest. */
export const marksOf = ({ behind, series }: Chart): readonly (readonly Mark[])[] => [
  behind ?? [],
  ...series.map((each) => each.behind ?? []),
  ...series.map(({ marks }) => marks),
]

/** Whether two charts differ in nothing but marks. */
export const isFramedAlike = (one: Chart, other: Chart): boolean =>
  areSame(frameOf(one), frameOf(other)) && areSame(one.series.flatMap(namesOf), other.series.flatMap(namesOf))

/** Whether each of two things' own values is the very same. */
export function areSame(one: object = [], other: object = []): boolean {
  const [values, others] = [new Map(Object.entries(one)), Object.entries(other)]
  return values.size === others.length && others.every(([key, value]) => values.has(key) && values.get(key) === value)
}

const frameOf = ({ behind: _behind, series: _series, ...frame }: Chart) => frame

const namesOf = ({ id, name, about, ink, isStale, points, labelAt }: Series) => [
  id,
  name,
  about,
  ink,
  isStale,
  points,
  labelAt,
]
