type Fact = readonly [name: string, value: string]

/** Text around an exported figure: the essentials above it, everything else in small print below. */
export function exportedWords(facts: readonly Fact[], above: readonly string[], unfinished: string | null) {
  const texts = (isAbove: boolean) =>
    facts.filter(([name]) => above.includes(name) === isAbove).map(([name, value]) => `${name}: ${value}`)
  return { lines: [...texts(true), ...(unfinished === null ? [] : [unfinished])], notes: texts(false) }
}
