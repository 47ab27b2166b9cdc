import type { NamedMap } from '../../parts/exports/mapFiles'
import type { ComparisonContent } from './comparisonContent'

/** All maps of the comparison, by the ids of their rows and models. */
export const comparisonMaps = ({ columns, rows }: ComparisonContent): NamedMap[] =>
  rows.flatMap(({ id, common, cells }) => [
    ...common.flatMap(({ map }, place) =>
      map === undefined ? [] : [{ name: common.length > 1 ? `${id}-${place + 1}` : id, map }],
    ),
    ...cells.flatMap((cell, place) => {
      const map = cell?.map
      return map === undefined ? [] : [{ name: `${id}-${columns[place]?.id}`, map }]
    }),
  ])
