// Vite 8 runs on Node 20.19 and later of the 20 line, and on 22.12 and later.
const FIRST_OF_20 = [20, 19]
const FIRST_AFTER_20 = [22, 12]

const isAtLeast = (version, least) => version[0] > least[0] || (version[0] === least[0] && version[1] >= least[1])

/** What is wrong with a version of Node such as "18.3.0" in one sentence, or null if it is supported. */
export function nodeVersionProblem(version) {
  const parts = version.split('.').map(Number)
  const fits = parts[0] === 20 ? isAtLeast(parts, FIRST_OF_20) : isAtLeast(parts, FIRST_AFTER_20)
  if (fits) return null
  return `Gradlens needs Node.js 20.19 or later of the 20 line, or 22.12 or later, and this is ${version}: install a newer one from https://nodejs.org/ and run the command again.`
}
