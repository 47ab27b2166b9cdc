import type { Selection } from 'd3'

/** A formula in which "_" sets the letter after it as an index, "‖∇z_y‖₁", in pieces of one height. */
export const indexParts = (text: string): readonly { readonly text: string; readonly isIndex: boolean }[] =>
  text
    .split(/(_.)/u)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('_') ? { text: part.slice(1), isIndex: true } : { text: part, isIndex: false }))

/** How far an index is set below the line, in its line's font size. */
const DROP_EM = 0.2

/** Writes such a formula into an SVG text. */
export function appendIndexed(parent: Selection<SVGTextElement, unknown, null, undefined>, formula: string): void {
  let wasIndex = false
  for (const { text, isIndex } of indexParts(formula)) {
    const shift = isIndex ? DROP_EM : wasIndex ? -DROP_EM : 0
    const part = parent.append('tspan').text(text)
    if (shift !== 0) part.attr('dy', `${shift}em`)
    if (isIndex) part.attr('class', 'index')
    wasIndex = isIndex
  }
}
