/**
 * @file Ends the process where Node is too old. Import it first: it, and what
 * is imported with it, uses only what a Node of 2021 can parse.
 */
import { nodeVersionProblem } from './nodeVersion.mjs'

const problem = nodeVersionProblem(process.versions.node)
if (problem) {
  console.error(problem)
  process.exit(1)
}
