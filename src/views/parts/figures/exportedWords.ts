type Fact = readonly [name: string, value: string]

/** What is written around an exported figure: above it what has to be known to read it, below it in small all else. */
export function exportedWords(facts: readonly Fact[], above: readonly string[], unfinished: string | null) {
  const texts = (isAbove: boolean) =>
    facts.filter(([name]) => above.includes(name) === isAbove).map(([name, value]) => `${name}: ${value}`)
  return { lines: [...texts(true), ...(unfinished === null ? [] : [unfinished])], notes: texts(false) }
}
