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
  readonly keys: Set<string>
  readonly members: C[]
}

/** In the order of their first members. Whoever compared all with all would never end where a set has many folders. */
function groupByCommonClass<C extends Candidate>(candidates: readonly C[]): readonly Group<C>[] {
  const leaders = leadersOf(candidates)
  const groups = new Map<number, Group<C>>()
  candidates.forEach((candidate, i) => {
    const leader = leaders[i] as number
    const group = groups.get(leader) ?? { keys: new Set(), members: [] }
    groups.set(leader, group)
    for (const key of candidate.found.keys) group.keys.add(key)
    group.members.push(candidate)
  })
  return [...groups.values()]
}

/** For each candidate the first of those with which it shares classes, also by way of others. */
function leadersOf(candidates: readonly Candidate[]): readonly number[] {
  const before = candidates.map((_, i) => i)
  const leaderOf = (i: number): number => {
    let at = i
    for (let next = before[at] as number; next !== at; next = before[at] as number) {
      before[at] = before[next] as number
      at = next
    }
    return at
  }
  const firstWith = new Map<string, number>()
  candidates.forEach(({ found }, i) => {
    for (const key of found.keys) {
      const [one, other] = [leaderOf(firstWith.get(key) ?? i), leaderOf(i)]
      before[Math.max(one, other)] = Math.min(one, other)
      if (!firstWith.has(key)) firstWith.set(key, i)
    }
  })
  return candidates.map((_, i) => leaderOf(i))
}

const inOrder = <C extends Candidate>(candidates: readonly C[]): C[] =>
  [...candidates].sort((a, b) => SPLIT_ORDER.indexOf(a.split) - SPLIT_ORDER.indexOf(b.split))
