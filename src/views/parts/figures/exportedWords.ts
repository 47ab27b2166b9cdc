type Fact = readonly [name: string, value: string]

/** Text around an exported figure: above it what a reader needs, and below it, in small print, everything else. */
export function exportedWords(facts: readonly Fact[], above: readonly string[], unfinished: string | null) {
  const texts = (isAbove: boolean) =>
    facts.filter(([name]) => above.includes(name) === isAbove).map(([name, value]) => `${name}: ${value}`)
  return { lines: [...texts(true), ...(unfinished === null ? [] : [unfinished])], notes: texts(false) }
}
