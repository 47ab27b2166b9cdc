import type { WorkId } from './works'

/** Where a term is defined: a published work, and the place in it. */
export interface TermSource {
  readonly work: WorkId
  /** Such as "equation 2" or "algorithm 1". */
  readonly where?: string
}

/**
 * A word of the page, explained. Adding one is one entry in a file of `terms`; its formula is then written as MathML by
 * `node tools/glossaryPage.mjs`.
 */
export interface Term {
  /** Stable: in addresses and anchors. */
  readonly id: string
  /** As the page writes it. */
  readonly name: string
  /** How else the page writes it, such as the label of a setting. */
  readonly alsoCalled?: readonly string[]
  /** One sentence that a newcomer understands. */
  readonly help: string
  /** In TeX. */
  readonly formula?: string
  readonly source?: TermSource
}

/** Terms of one kind, under a heading. */
export interface TermGroup {
  readonly title: string
  readonly terms: readonly Term[]
}

/** An element of MathML: its name, its attributes, and its children or its text. */
export type MathTree = readonly [
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: (MathTree | string)[],
]
