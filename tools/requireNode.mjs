/**
 * @file Ends the process if Node is too old. Import it first: it and its
 * imports use only what a Node of 2021 can parse.
 */
import { nodeVersionProblem } from './nodeVersion.mjs'

const problem = nodeVersionProblem(process.versions.node)
if (problem) {
  console.error(problem)
  process.exit(1)
}
