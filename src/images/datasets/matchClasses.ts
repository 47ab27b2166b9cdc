/** @file Matches a data set's classes with a model's by name, since every data set has its own order. */
import { bareKeys, classKey, synonymKeys } from './className'

export interface ClassMatch {
  /** For each class of the data set the model's class index, or -1. */
  readonly toModel: Int32Array
  /** Unmatched classes of the data set that could be several of the model's classes, or one that is already matched. */
  readonly ambiguous: readonly AmbiguousClass[]
}

export interface AmbiguousClass {
  readonly name: string
  /** Names of the model's classes that it might be. */
  readonly could: readonly string[]
}

type KeysOf = (name: string) => readonly string[]

/** Stricter comparisons come first. In the later ones, a class of the model matches at most one class of the data set. */
const WAYS: readonly { readonly keysOf: KeysOf; readonly isLoose: boolean }[] = [
  { keysOf: (name) => [name], isLoose: false },
  { keysOf: (name) => [classKey(name)], isLoose: false },
  { keysOf: bareKeys, isLoose: true },
  { keysOf: synonymKeys, isLoose: true },
]

/**
 * Matches exact names first, then names without case, spaces, punctuation and accents, then without leading numbers,
 * and finally by the synonyms used in public copies of data sets (className.ts). A class matched by one rule is not
 * considered by the next. A class of the data set that fits several of the model's classes matches none.
 */
export function matchClasses(dataSetClasses: readonly string[], modelClasses: readonly string[]): ClassMatch {
  const toModel = new Int32Array(dataSetClasses.length).fill(-1)
  const ambiguous = new Map<number, readonly number[]>()
  for (const { keysOf, isLoose } of WAYS) {
    const byKey = indexBy(modelClasses, keysOf)
    const taken = new Set(toModel)
    const found = dataSetClasses.map((name, index) => {
      if (toModel[index] !== -1 || ambiguous.has(index)) return []
      return [...new Set(keysOf(name).flatMap((key) => byKey.get(key) ?? []))]
    })
    const claims = new Map<number, number>()
    for (const [only] of found.filter(({ length }) => length === 1))
      claims.set(only as number, (claims.get(only as number) ?? 0) + 1)
    found.forEach((candidates, index) => {
      const [only] = candidates
      if (only === undefined) return
      const isContested = isLoose && (taken.has(only) || (claims.get(only) ?? 0) > 1)
      if (candidates.length > 1 || isContested) ambiguous.set(index, candidates)
      else toModel[index] = only
    })
  }
  return {
    toModel,
    ambiguous: [...ambiguous].map(([index, candidates]) => ({
      name: dataSetClasses[index] as string,
      could: candidates.map((candidate) => modelClasses[candidate] as string),
    })),
  }
}

function indexBy(names: readonly string[], keysOf: KeysOf): ReadonlyMap<string, number[]> {
  const byKey = new Map<string, number[]>()
  names.forEach((name, index) => {
    for (const key of new Set(keysOf(name))) {
      const found = byKey.get(key)
      if (found) found.push(index)
      else byKey.set(key, [index])
    }
  })
  return byKey
}
