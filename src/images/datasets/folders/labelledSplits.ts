/** @file Which of a data set's folders for training, validation and test have labelled images. */
import type { FolderReading } from './candidates'
import { SPLIT_ORDER, type SplitName } from './splitNames'

interface Candidate {
  readonly split: SplitName
  readonly found: FolderReading<unknown>
}

/**
 * Leaves out splits that share no class folder with the others, because their images ("test/unknown") have no known
 * label. Splits with common class folders form a group; the group of the first split with two or more classes is used,
 * or else that of the first split.
 */
export function labelledSplits<C extends Candidate>(candidates: readonly C[]): readonly C[] {
  const groups = groupByCommonClass(inOrder(candidates))
  return groups.find(({ keys }) => keys.size > 1)?.members ?? groups[0]?.members ?? []
}

interface Group<C> {
  readonly keys: ReadonlySet<string>
  readonly members: readonly C[]
}

function groupByCommonClass<C extends Candidate>(candidates: readonly C[]): readonly Group<C>[] {
  let groups: readonly Group<C>[] = []
  for (const candidate of candidates) {
    const hasCommon = ({ keys }: Group<C>) => [...candidate.found.keys].some((key) => keys.has(key))
    const together = groups.filter(hasCommon)
    const joined: Group<C> = {
      keys: new Set([...together.flatMap(({ keys }) => [...keys]), ...candidate.found.keys]),
      members: [...together.flatMap(({ members }) => members), candidate],
    }
    const [first] = together
    groups =
      first === undefined
        ? [...groups, joined]
        : groups.flatMap((group) => (group === first ? joined : together.includes(group) ? [] : group))
  }
  return groups
}

const inOrder = <C extends Candidate>(candidates: readonly C[]): C[] =>
  [...candidates].sort((a, b) => SPLIT_ORDER.indexOf(a.split) - SPLIT_ORDER.indexOf(b.split))
