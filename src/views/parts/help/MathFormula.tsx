import { createElement, type ReactNode } from 'react'
import formulas from '../../../glossary/formulas.json'
import type { MathTree } from '../../../glossary/types'

const FORMULAS = formulas as unknown as Readonly<Record<string, MathTree>>

/** A term's formula in MathML, which the browser sets; nothing where it has none. */
export function MathFormula({ termId }: { readonly termId: string }) {
  const tree = FORMULAS[termId]
  return tree === undefined ? null : <span className="formula">{drawn(tree)}</span>
}

function drawn(node: MathTree | string, place = 0): ReactNode {
  if (typeof node === 'string') return node
  const [tag, attributes, ...children] = node
  return createElement(tag, { key: place, ...attributes }, ...children.map(drawn))
}
