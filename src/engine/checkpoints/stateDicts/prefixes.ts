/** @file Prefixes that wrappers of a model add to its tensors' names: "module.", "model.", "_orig_mod.", "1.". */

/** The longest prefix in parts: "module.model." has two. */
const MAX_PARTS = 4
/** More than the models in any checkpoint. */
const MAX_PREFIXES = 64

/** All prefixes of the tensors' names, the shortest first, then the most frequent; the model is under one of them. */
export function prefixesOf(names: readonly string[]): string[] {
  const counts = new Map<string, number>([['', names.length]])
  for (const name of names) {
    let end = -1
    for (let part = 0; part < MAX_PARTS; part++) {
      end = name.indexOf('.', end + 1)
      if (end < 0) break
      const prefix = name.slice(0, end + 1)
      counts.set(prefix, (counts.get(prefix) ?? 0) + 1)
    }
  }
  const parts = (prefix: string) => prefix.split('.').length
  return [...counts]
    .toSorted(([one, many], [other, more]) => parts(one) - parts(other) || more - many)
    .map(([prefix]) => prefix)
    .slice(0, MAX_PREFIXES)
}

/** The tensors under the prefix, with names without it. */
export function without<Value>(prefix: string, tensors: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const own = new Map<string, Value>()
  // Entry by entry: a list of all of them would be made anew for each prefix.
  for (const [name, tensor] of tensors) if (name.startsWith(prefix)) own.set(name.slice(prefix.length), tensor)
  return own
}
