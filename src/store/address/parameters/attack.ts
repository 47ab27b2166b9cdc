/** @file An attack with its norm, size, seed and settings: the comparison's and the evaluation's are written alike. */
import type { NormId } from '../../../engine/attacks/norms/types'
import type { AttackChoice } from '../../../engine/attacks/registry'
import type { AttackDescription } from '../../../engine/evaluation/types'
import { SEED } from '../../../engine/settings/numberSettings'
import type { Eps01 } from '../../../units'
import { describedSettings, settingsOf, withEpsilon, withSetting } from '../../attacks/attackChoices'
import { fromShown, NORMS } from '../../attacks/normUnits'
import type { AppState } from '../../types'
import { readEpsilon, writeEpsilon } from '../epsilonText'
import { type AddressParameter, defineParameter, type HistoryRule } from '../parameter'
import { readSettingsText, type Settable, settingsText } from '../settingsText'
import { exactNumber } from '../texts'

/** Where an attack stands in the state, and what it is usually. */
interface AttackPlace {
  /** Begins the names of its parameters, as "evaluation.". */
  readonly prefix: string
  readonly choiceIn: (state: AppState) => AttackChoice | null
  readonly withChoice: (state: AppState, choice: AttackChoice) => AppState
  readonly offered: (state: AppState) => readonly AttackDescription[]
  readonly usualId: string
  /** An attack as it is when it is chosen in a norm that it has. */
  readonly fresh: (state: AppState, attack: AttackDescription, norm: NormId) => AttackChoice
  readonly history: { readonly attack: HistoryRule; readonly epsilon: HistoryRule; readonly details: HistoryRule }
}

/** What has parameters of its own. */
const APART: readonly string[] = ['norm', 'epsilon', 'seed']

export function attackParameters(place: AttackPlace): readonly AddressParameter[] {
  const { prefix, withChoice, offered, usualId, history } = place
  const described = (state: AppState, wanted: string) => offered(state).find(({ id }) => id === wanted)
  const choiceIn = (state: AppState) => place.choiceIn(state) as AttackChoice
  /** Of the same attack in the same norm. */
  const freshOf = (state: AppState, id: string, norm?: NormId) => {
    const attack = (described(state, id) ?? offered(state)[0]) as AttackDescription
    const own = norm !== undefined && attack.norms.includes(norm) ? norm : (attack.norms[0] as NormId)
    return place.fresh(state, attack, own)
  }
  const freshAs = (state: AppState) => freshOf(state, choiceIn(state).id, choiceIn(state).settings.norm)
  const settable = (state: AppState): Settable<AttackChoice> => ({
    described: (describedSettings(offered(state), choiceIn(state)) ?? []).filter(({ name }) => !APART.includes(name)),
    current: (choice, name) => settingsOf(choice)[name],
    withSetting,
  })
  /** With all that has parameters of its own alike. */
  const freshBeside = (state: AppState, choice: AttackChoice) =>
    APART.reduce((fresh, name) => withSetting(fresh, name, settingsOf(choice)[name]), freshAs(state))
  const isKnown = (state: AppState) => offered(state).length > 0 && place.choiceIn(state) !== null

  return [
    defineParameter<string>({
      key: `${prefix}attack`,
      history: history.attack,
      text: { write: (id) => id, read: (text, state) => described(state, text)?.id },
      current: (state) => choiceIn(state).id,
      usual: () => usualId,
      withValue: (state, id) => withChoice(state, freshOf(state, id)),
      isKnown,
    }),
    defineParameter<NormId>({
      key: `${prefix}norm`,
      history: history.attack,
      text: {
        write: (norm) => norm,
        read: (text, state) => described(state, choiceIn(state).id)?.norms.find((norm) => norm === text),
      },
      current: (state) => choiceIn(state).settings.norm,
      usual: (state) => freshOf(state, choiceIn(state).id).settings.norm,
      withValue: (state, norm) => withChoice(state, freshOf(state, choiceIn(state).id, norm)),
      isKnown,
    }),
    defineParameter<Eps01>({
      key: `${prefix}eps`,
      label: 'ε',
      history: history.epsilon,
      text: {
        write: (epsilon, state) => writeEpsilon(epsilon, choiceIn(state).settings.norm),
        read: (text, state) => readEpsilon(text, choiceIn(state).settings.norm),
      },
      current: (state) => choiceIn(state).settings.epsilon,
      usual: (state) => {
        const { norm } = choiceIn(state).settings
        return fromShown(NORMS[norm].usual, norm)
      },
      withValue: (state, epsilon) => withChoice(state, withEpsilon(choiceIn(state), epsilon)),
      isKnown,
    }),
    defineParameter<number>({
      key: `${prefix}seed`,
      history: history.details,
      text: exactNumber(SEED),
      current: (state) => choiceIn(state).settings.seed,
      usual: (state) => freshAs(state).settings.seed,
      withValue: (state, seed) => withChoice(state, withSetting(choiceIn(state), 'seed', seed)),
      isKnown,
    }),
    defineParameter<AttackChoice>({
      key: `${prefix}settings`,
      label: 'settings of the attack',
      history: history.details,
      text: {
        write: (choice, state) => settingsText(settable(state), choice, freshBeside(state, choice)),
        read: (text, state) => readSettingsText(settable(state), text, freshBeside(state, choiceIn(state))),
      },
      current: choiceIn,
      usual: (state) => freshBeside(state, choiceIn(state)),
      withValue: withChoice,
      isKnown,
    }),
  ]
}

/** Where a change of the attack is no entry, as in a form. */
export const sameFor = (rule: HistoryRule) => ({ attack: rule, epsilon: rule, details: rule })
