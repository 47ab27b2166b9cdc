/** @file Where a column's values lie in a file, by the schema. */
import type { ColumnMetaData, FileMetaData } from 'hyparquet'
import { Refusal } from '../../../refusal'

export interface Leaf {
  readonly path: readonly string[]
  /** The definition level of a value that is there: how many of its path's parts may be missing. */
  readonly maxLevel: number
}

/** The column itself or, of a struct, its part of that name. Throws Refusal where it is missing or a list. */
export function leafOf({ schema }: Pick<FileMetaData, 'schema'>, column: string, part: string): Leaf {
  // Groups that are open, from the root on: how many children of them are still to come.
  const open = [{ left: schema[0]?.num_children ?? 0, name: '', level: 0, isList: false }]
  for (const { name, num_children: children = 0, repetition_type: repetition } of schema.slice(1)) {
    while (open.at(-1)?.left === 0) open.pop()
    const around = open.at(-1)
    if (around === undefined) break
    around.left--
    const level = around.level + (repetition === 'REQUIRED' ? 0 : 1)
    const isList = around.isList || repetition === 'REPEATED'
    const path = [...open.slice(1).map((group) => group.name), name]
    if (children > 0) {
      open.push({ left: children, name, level, isList })
    } else if (isWanted(path, column, part)) {
      if (isList)
        throw new Refusal(`has lists in its column "${column}"; choose a data set of one image and one class a row`)
      return { path, maxLevel: level }
    }
  }
  throw new Refusal(`has no values that are read in its column "${column}"; choose another`)
}

const isWanted = (path: readonly string[], column: string, part: string): boolean =>
  path[0] === column && (path.length === 1 || (path.length === 2 && path[1] === part))

/** A leaf's part of a row group; undefined where the file has none. */
export const chunkOf = (
  group: FileMetaData['row_groups'][number] | undefined,
  { path }: Leaf,
): ColumnMetaData | undefined =>
  group?.columns.find(({ meta_data }) => meta_data?.path_in_schema.join('\0') === path.join('\0'))?.meta_data
