import { createElement, type ReactNode, useEffect, useRef, useState } from 'react'
import formulas from '../../../glossary/formulas.json'
import type { MathTree } from '../../../glossary/types'

const FORMULAS = formulas as unknown as Readonly<Record<string, MathTree>>

/** A term's formula in MathML, which the browser sets; nothing where it has none. */
export function MathFormula({ termId }: { readonly termId: string }) {
  const tree = FORMULAS[termId]
  return tree === undefined ? null : <ScrolledFormula tree={tree} />
}

/** What does not fit scrolls sideways, and is a stop of the keyboard only then. */
function ScrolledFormula({ tree }: { readonly tree: MathTree }) {
  const frame = useRef<HTMLSpanElement>(null)
  const [isCut, setIsCut] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(() => setIsCut(element.scrollWidth > element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <span ref={frame} className="formula" {...(isCut && { tabIndex: 0, role: 'group', 'aria-label': 'Formula' })}>
      {drawn(tree)}
    </span>
  )
}

function drawn(node: MathTree | string, place = 0): ReactNode {
  if (typeof node === 'string') return node
  const [tag, attributes, ...children] = node
  return createElement(tag, { key: place, ...attributes }, ...children.map(drawn))
}
