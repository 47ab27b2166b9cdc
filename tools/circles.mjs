/** @file Finds files that import one another in a circle. */

/**
 * Every circle once, as a path that ends where it began: each strongly connected set of files (Tarjan 1972) is
 * represented by its shortest circle, which is the one to break.
 *
 * @param {Map<string, readonly string[]>} imports files by the file that imports them
 */
export function findCircles(imports) {
  return connectedSets(imports)
    .filter((set) => set.length > 1 || imports.get(set[0]).includes(set[0]))
    .map((set) => shortestCircle(imports, new Set(set)))
}

function connectedSets(imports) {
  const order = new Map()
  const lowest = new Map()
  const stack = []
  const sets = []
  const visit = (file) => {
    order.set(file, order.size)
    lowest.set(file, order.get(file))
    stack.push(file)
    for (const next of imports.get(file) ?? []) {
      if (!imports.has(next)) continue
      if (!order.has(next)) visit(next)
      if (stack.includes(next)) lowest.set(file, Math.min(lowest.get(file), lowest.get(next)))
    }
    if (lowest.get(file) === order.get(file)) sets.push(stack.splice(stack.indexOf(file)))
  }
  for (const file of [...imports.keys()].sort()) if (!order.has(file)) visit(file)
  return sets
}

function shortestCircle(imports, set) {
  const circles = [...set].sort().map((start) => circleFrom(imports, set, start))
  return circles.reduce((shortest, circle) => (circle.length < shortest.length ? circle : shortest))
}

/** Breadth first; every file in a connected set leads back to itself. */
function circleFrom(imports, set, start) {
  const paths = [[start]]
  const seen = new Set()
  for (const path of paths) {
    for (const next of imports.get(path.at(-1))) {
      if (next === start) return [...path, start]
      if (!set.has(next) || seen.has(next)) continue
      seen.add(next)
      paths.push([...path, next])
    }
  }
  throw new Error(`${start} is not in a circle.`)
}
