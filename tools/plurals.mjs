/** @file Finds texts in which a plural follows a number that may be 1: "1 images". */
import { lineOf, nodesOf } from './walkSyntax.mjs'

/** Words that end in "s" and follow a value but are not plural nouns. */
const NO_NOUNS = new Set(
  `is was has as its this does us less its’s across always plus versus thus perhaps besides
  takes holds needs says gives asks ends begins begun bears claims comes draws drops fits fools goes keeps knows lacks
  leaves lies looks makes misses names reads runs sees sends shows stands starts stays stops tells tries uses wants works aims scales tokens reaches follows`
    .split(/\s+/)
    .filter(Boolean),
)
/** Plural verbs. */
const MANY = new Set(['are', 'were', 'have', 'hold', 'do'])
/** Words after a number that begin something other than its noun. */
const NO_ADJECTIVES = new Set(
  'a an the of in on at to by for from with and or but that which where so than more other all each is are was'.split(
    ' ',
  ),
)
/** Values that agree by themselves, constants above one, and decimals, which always take the plural. */
const COUNTED = [
  /^(countOf|byCount)\(/,
  /^[A-Z][A-Z0-9_]+(\.\w+(\('en'\))?)?$/,
  /^(millions|megapixels)\(/,
  /\.to(Fixed|Precision)\(\d\)\)?$/,
]

/** The plural that follows a value directly or after one adjective, or null. */
function pluralAfter(text) {
  const [, first = '', second = ''] = text.match(/^\s+([a-z][a-z’'-]*)(?:\s+([a-z][a-z’'-]*))?/) ?? []
  if (MANY.has(first)) return first
  if (isPlural(first)) return first
  return isPlural(second) && !NO_ADJECTIVES.has(first) && !NO_NOUNS.has(first) && ADJECTIVES.test(first) ? second : null
}

const isPlural = (word) => /[^s’']s$/.test(word) && !NO_NOUNS.has(word)
/** Adjectives and nouns that qualify the noun counted. */
const ADJECTIVES = /^(clean|test|train|training|held-out|class|target|wrong|right|own|different|small|large|new|last)$/

/** Every value in a text, and the text after it. The last of dimensions, as in 1 × 1 pixels, is not a count. */
function* follow(node) {
  if (node.type === 'TemplateLiteral') {
    const texts = node.quasis.map(({ value }) => value.cooked ?? '')
    for (const [i, expression] of node.expressions.entries()) {
      if (!/ [x×] $/.test(texts[i])) yield [expression, texts[i + 1]]
    }
  }
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
    for (const [i, child] of node.children.entries()) {
      const next = node.children[i + 1]
      if (child.type === 'JSXExpressionContainer' && next?.type === 'JSXText') yield [child.expression, next.value]
    }
  }
}

/** By line: the value's code and the plural that follows it. Throws if the code does not parse. */
export function findPlurals(file, code) {
  const found = []
  for (const node of nodesOf(file, code)) {
    for (const [expression, text] of follow(node)) {
      const plural = pluralAfter(text)
      const value = code.slice(expression.start, expression.end)
      if (plural === null || COUNTED.some((pattern) => pattern.test(value))) continue
      found.push({ line: lineOf(code, expression), value, plural })
    }
  }
  return found
}
