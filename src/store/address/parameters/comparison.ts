/** @file How the comparison attacks and draws. */
import { withEpsilon, withSetting } from '../../attacks/attackChoices'
import { forLive, initialAttack, interactiveAttacks } from '../../attacks/attackForm'
import { fromShown, NORMS } from '../../attacks/normUnits'
import { GRADIENT_SCALARS } from '../../compare/gradientScalars'
import { DEMANDED_MAPS } from '../../compare/quantities'
import { chooseAttack } from '../../evaluation/evaluationForm'
import type { AppState, DisplayForm } from '../../types'
import { type AddressParameter, DETAIL, defineParameter, ENTRY, GESTURE, KEPT } from '../parameter'
import { commaList, nameText, oneOf } from '../texts'
import { attackParameters } from './attack'

const LONGEST_NAME = 200

/** The attack of the comparison's form; short, so that results keep up with the slider. */
const attack = attackParameters({
  prefix: '',
  choiceIn: (state) => state.attack.choice,
  withChoice: (state, choice) => ({ ...state, attack: { ...state.attack, choice } }),
  offered: ({ evaluation }) => interactiveAttacks(evaluation.attacks),
  usualId: initialAttack.choice.id,
  fresh(_, description, norm) {
    const live = forLive(chooseAttack(description, norm), description.settings)
    const seeded = withSetting(live, 'seed', initialAttack.choice.settings.seed)
    return withEpsilon(seeded, fromShown(NORMS[norm].usual, norm))
  },
  history: { attack: ENTRY, epsilon: GESTURE, details: DETAIL },
})

/** A setting of how gradients are drawn. */
function displayParameter<Name extends Exclude<keyof DisplayForm, 'maps'>>(
  key: string,
  name: Name,
  values: readonly DisplayForm[Name][],
): AddressParameter {
  return defineParameter<DisplayForm[Name]>({
    key,
    history: KEPT,
    text: oneOf<DisplayForm[Name]>(values),
    current: ({ display }) => display[name],
    usual: () => values[0] as DisplayForm[Name],
    withValue: (state: AppState, value) => ({ ...state, display: { ...state.display, [name]: value } }),
  })
}

export const comparisonParameters: readonly AddressParameter[] = [
  ...attack,
  defineParameter<string | null>({
    key: 'target',
    history: DETAIL,
    text: nameText(LONGEST_NAME),
    current: (state) => state.attack.target,
    usual: () => initialAttack.target,
    withValue: (state, target) => ({ ...state, attack: { ...state.attack, target } }),
  }),
  defineParameter({
    key: 'madeOn',
    label: 'model of the attack',
    history: DETAIL,
    text: oneOf(['each', 'first']),
    current: (state) => state.attack.madeOn,
    usual: () => initialAttack.madeOn,
    withValue: (state, madeOn) => ({ ...state, attack: { ...state.attack, madeOn } }),
  }),
  // The first value is the usual one.
  displayParameter(
    'gradient',
    'gradientOf',
    GRADIENT_SCALARS.map(({ id }) => id),
  ),
  displayParameter('sign', 'gradientSign', ['signed', 'absolute']),
  displayParameter('channel', 'gradientChannel', ['rgb', 'r', 'g', 'b']),
  displayParameter('scale', 'gradientScale', ['own', 'shared']),
  defineParameter<DisplayForm['maps']>({
    key: 'maps',
    history: KEPT,
    text: commaList(oneOf(DEMANDED_MAPS), DEMANDED_MAPS.length),
    current: ({ display }) => display.maps,
    usual: () => [],
    withValue: (state, maps) => ({ ...state, display: { ...state.display, maps } }),
  }),
]
