/** @file The columns, from left to right. */
import { countOf } from '../../../countOf'
import { CHOICE_LIMITS, withColumns } from '../../models/modelChoice'
import type { AppState } from '../../types'
import { type AddressParameter, defineParameter, ENTRY } from '../parameter'
import type { KnownParts } from './page'

/** A model that was made or opened in this browser is known nowhere else. */
export const isMadeHere = ({ zoo }: Pick<AppState, 'zoo'>, id: string): boolean =>
  zoo.some((model) => model.id === id && model.isMadeHere)

const idsIn = (text: string): readonly string[] => [...new Set(text.split(',').filter((id) => id !== ''))]

const knownIn = (text: string, { zoo }: AppState): readonly string[] =>
  idsIn(text).filter((id) => zoo.some((model) => model.id === id))

export const modelsParameter = ({ models: shownFirst }: KnownParts): AddressParameter =>
  defineParameter<readonly string[]>({
    key: 'models',
    history: ENTRY,
    text: {
      write: (ids) => ids.join(','),
      read(text, state) {
        const known = knownIn(text, state).slice(0, CHOICE_LIMITS.max)
        return known.length > 0 ? known : undefined
      },
    },
    problem: (text, state) => problemOf(idsIn(text), knownIn(text, state)),
    current: (state) => state.models.map(({ id }) => id).filter((id) => !isMadeHere(state, id)),
    usual: ({ zoo }) => shownFirst.filter((id) => zoo.some((model) => model.id === id)),
    withValue(state, ids) {
      const [own, others] = [true, false].map((isOwn) =>
        state.models.map(({ id }) => id).filter((id) => isMadeHere(state, id) === isOwn),
      ) as [string[], string[]]
      // Those that the address cannot name stay, and where they are if it names the same.
      if (others.join() === ids.join()) return state
      return { ...state, models: withColumns(state.models, [...ids, ...own].slice(0, CHOICE_LIMITS.max)) }
    },
  })

/** How many unknown ids are named, and how much of each: an address may hold anything. */
const NAMED_IDS = 3
const NAMED_CHARACTERS = 40

function problemOf(asked: readonly string[], known: readonly string[]): string | null {
  const parts: string[] = []
  const unknown = asked.filter((id) => !known.includes(id))
  if (unknown.length > 0) {
    const named = unknown.slice(0, NAMED_IDS).map((id) => `"${id.slice(0, NAMED_CHARACTERS)}"`)
    if (unknown.length > NAMED_IDS) named.push(`${unknown.length - NAMED_IDS} more`)
    const names = named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : named[0]
    parts.push(`names ${names}, ${unknown.length > 1 ? 'which are not models' : 'which is not a model'} of this page`)
  }
  if (known.length > CHOICE_LIMITS.max)
    parts.push(`asks for ${countOf(known.length, 'model')}, of which the first ${CHOICE_LIMITS.max} are shown`)
  return parts.length > 0 ? `The address ${parts.join(', and ')}; choose others under Models.` : null
}
