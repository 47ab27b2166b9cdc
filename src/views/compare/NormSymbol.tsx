import { Fragment } from 'react'
import { indexParts } from '../../charts/frame/indexedText'

/** The norm of a scalar's gradient, as a formula. */
export function NormSymbol({ symbol, order }: { readonly symbol: string; readonly order: '₁' | '₂' }) {
  return indexParts(`‖∇${symbol}‖${order}`).map(({ text, isIndex }) =>
    isIndex ? <sub key={text}>{text}</sub> : <Fragment key={text}>{text}</Fragment>,
  )
}
