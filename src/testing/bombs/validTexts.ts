/** @file Valid texts in JSON of which one list is far longer than it should be: their schema checks all of it. */
import { bytesOf } from '../../images/datasets/testArchives'
import { withValueAt } from '../hostileTexts'
import type { BytesBomb } from './bomb'

type Path = readonly (string | number)[]

const STAND_IN = '@list'

/** The paths of all lists, of alike items the first one's. */
function listPaths(value: unknown, path: Path = []): readonly Path[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : [path, ...listPaths(value[0], [...path, 0])]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => listPaths(inner, [...path, key]))
}

/** @param most bytes of a text at scale 1 */
export const validTextBombs =
  (valid: unknown, most: number) =>
  (scale: number): BytesBomb[] =>
    listPaths(valid).map((path) => ({
      name: `a long list: ${path.join('.')}`,
      make() {
        const list = path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], valid)
        const item = JSON.stringify((list as readonly unknown[])[0])
        const items = `${item},`.repeat(Math.ceil((most * scale) / (item.length + 1)))
        const rest = JSON.stringify(withValueAt(valid, path, STAND_IN))
        return bytesOf(rest.replace(JSON.stringify(STAND_IN), () => `[${items}${item}]`))
      },
    }))
