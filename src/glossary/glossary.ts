/** @file Every term that the page explains: its help, the tour, the glossary and docs/glossary.md read it from here. */
import { attackTerms } from './terms/attacks'
import { evaluationTerms } from './terms/evaluation'
import { gradientTerms } from './terms/gradients'
import { normTerms } from './terms/norms'
import { settingTerms } from './terms/settings'
import { trainingTerms } from './terms/training'
import type { Term, TermGroup } from './types'

const GROUPS = [gradientTerms, attackTerms, normTerms, evaluationTerms, trainingTerms, settingTerms] as const

export type TermId = (typeof GROUPS)[number]['terms'][number]['id']

export const TERM_GROUPS: readonly TermGroup[] = GROUPS

export const TERMS: readonly (Term & { readonly id: TermId })[] = GROUPS.flatMap(({ terms }) => [...terms])

const BY_NAME = new Map(TERMS.flatMap((term) => [term.name, ...(term.alsoCalled ?? [])].map((name) => [name, term])))

/** The term with this name as the page writes it, or undefined. */
export const termNamed = (name: string): Term | undefined => BY_NAME.get(name)

export const termOf = (id: TermId): Term => TERMS.find((term) => term.id === id) as Term
