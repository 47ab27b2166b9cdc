/** @file Commands that set how gradients are drawn. */
import { GRADIENT_SCALARS } from '../../../store/compare/gradientScalars'
import { type Command, type CommandGroup, quietly } from '../../parts/commands/command'

const turnSign: Command = {
  id: 'gradient-sign',
  name: 'Draw gradients signed, or absolute',
  shortcut: 's',
  perform: quietly(({ actions, state }) =>
    actions.setDisplay({ gradientSign: state().display.gradientSign === 'signed' ? 'absolute' : 'signed' }),
  ),
}

const turnScale: Command = {
  id: 'gradient-scale',
  name: 'Scale each gradient map by itself, or all alike',
  shortcut: 'g',
  perform: quietly(({ actions, state }) =>
    actions.setDisplay({ gradientScale: state().display.gradientScale === 'own' ? 'shared' : 'own' }),
  ),
}

const unfoldRows: Command = {
  id: 'unfold-rows',
  name: 'Show all rows',
  words: 'unfold open expand',
  isEnabled: ({ foldedRows }) => foldedRows.length > 0,
  perform: quietly(({ actions }) => actions.unfoldRows()),
}

const takeGradients: readonly Command[] = GRADIENT_SCALARS.map(({ id, label }) => ({
  id: `gradient-of-${id}`,
  name: `Take gradients of ${label}`,
  isEnabled: ({ display }) => display.gradientOf !== id,
  perform: quietly(({ actions }) => actions.setDisplay({ gradientOf: id })),
}))

export const displayGroup: CommandGroup = {
  title: 'Gradient maps',
  commandsIn: () => [turnSign, turnScale, unfoldRows, ...takeGradients],
}
