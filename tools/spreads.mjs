/**
 * @file Finds calls that take every value of an array as an argument. Some 100,000 of them overflow the stack, so a long
 * attack or a large file would break what a short one does not.
 */
import { lineOf, nodesOf } from './walkSyntax.mjs'

/** Functions that are given arrays of any length. A function of our own declares what it takes. */
const WITH_REMEDY = [
  [/^Math\.max$/, 'use largestOf of src/numbers/extremes.ts'],
  [/^Math\.min$/, 'use smallestOf of src/numbers/extremes.ts'],
  [/^Math\.hypot$/, 'sum squares in a loop'],
  [/\.(push|unshift|splice)$/, 'add them in a loop'],
]

/** By line: the function, and what to do instead. Throws if the code does not parse. */
export function findSpreads(file, code) {
  const found = []
  for (const node of nodesOf(file, code)) {
    if (node.type !== 'CallExpression' || !node.arguments.some(isOfAnyLength)) continue
    const called = code.slice(node.callee.start, node.callee.end)
    const remedy = WITH_REMEDY.find(([pattern]) => pattern.test(called))?.[1]
    if (remedy !== undefined) found.push({ line: lineOf(code, node), called, remedy })
  }
  return found
}

/** A spread of anything but a choice between lists that are written out. */
function isOfAnyLength({ type, argument }) {
  return type === 'SpreadElement' && !isWrittenOut(argument)
}

function isWrittenOut(node) {
  if (node.type === 'ParenthesizedExpression') return isWrittenOut(node.expression)
  if (node.type === 'ConditionalExpression') return isWrittenOut(node.consequent) && isWrittenOut(node.alternate)
  return node.type === 'ArrayExpression' && !node.elements.some((element) => element?.type === 'SpreadElement')
}
