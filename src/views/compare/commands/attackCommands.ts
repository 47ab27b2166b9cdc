/** @file Commands that set the comparison's attack. */
import { describedSettings, switchAttack, withEpsilon } from '../../../store/attacks/attackChoices'
import { forLive, interactiveAttacks, roundEpsilon } from '../../../store/attacks/attackForm'
import { fromShown, NORMS, toShown } from '../../../store/attacks/normUnits'
import type { AppState } from '../../../store/types'
import { type Command, type CommandGroup, quietly } from '../../parts/commands/command'

/** The size one step of the slider larger or smaller, within its range. */
function epsilonBeside({ attack }: AppState, by: 1 | -1): number {
  const { norm, epsilon } = attack.choice.settings
  const { max, step } = NORMS[norm].slider
  return Math.min(max, Math.max(0, roundEpsilon(toShown(epsilon, norm) + by * step)))
}

const resize = (id: string, name: string, shortcut: string, by: 1 | -1): Command => ({
  id,
  name,
  shortcut,
  repeats: true,
  words: 'epsilon ε size',
  perform: quietly(({ actions, state }) => {
    const { norm } = state().attack.choice.settings
    actions.setAttackSettings({ epsilon: fromShown(epsilonBeside(state(), by), norm) })
  }),
})

const noAttack: Command = {
  id: 'no-attack',
  name: 'Set ε to 0',
  words: 'epsilon clean without attack',
  perform: quietly(({ actions }) => actions.setAttackSettings({ epsilon: 0 })),
}

const shareAttack: Command = {
  id: 'share-attack',
  name: 'Show the first model’s perturbation to all, or not',
  words: 'transfer',
  isEnabled: ({ models }) => models.length > 1,
  perform: quietly(({ actions, state }) =>
    actions.setAttack({ madeOn: state().attack.madeOn === 'first' ? 'each' : 'first' }),
  ),
}

function chooseAttacks({ evaluation: { attacks } }: AppState): readonly Command[] {
  return interactiveAttacks(attacks).map(({ id, name }) => ({
    id: `attack-${id}`,
    name: `Attack with ${name}`,
    isEnabled: ({ attack }) => attack.choice.id !== id,
    perform: quietly(({ actions, state }) => {
      const { choice } = state().attack
      const { norm, epsilon } = choice.settings
      const next = switchAttack(attacks, choice, id, norm)
      const live = forLive(next, describedSettings(attacks, next) ?? [])
      const hasNorm = live.settings.norm === norm
      const usual = fromShown(NORMS[live.settings.norm].usual, live.settings.norm)
      actions.setAttack({ choice: withEpsilon(live, hasNorm ? epsilon : usual) })
    }),
  }))
}

export const attackGroup: CommandGroup = {
  title: 'Attack',
  commandsIn: (state) => [
    resize('larger-epsilon', 'Larger ε', '+', 1),
    resize('smaller-epsilon', 'Smaller ε', '-', -1),
    noAttack,
    shareAttack,
    ...chooseAttacks(state),
  ],
}
