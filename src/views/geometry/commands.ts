/** @file The commands of the geometry of the loss. */
import { type Command, type CommandGroup, quietly } from '../parts/commands/command'

const stop: Command = {
  id: 'stop-geometry',
  name: 'Stop computing, or go on',
  shortcut: 'b',
  words: 'pause resume continue cancel geometry',
  perform: quietly(({ actions }) => actions.toggleGeometry()),
}

const turnStep: Command = {
  id: 'geometry-step',
  name: 'Step along the sign of the gradient, or along the gradient itself',
  words: 'direction normalised',
  perform: quietly(({ actions, state }) =>
    actions.setGeometry({ step: state().geometry.form.step === 'sign' ? 'gradient' : 'sign' }),
  ),
}

const nextSeed: Command = {
  id: 'geometry-seed',
  name: 'Take another random direction',
  words: 'seed surface',
  perform: quietly(({ actions, state }) => actions.setGeometry({ seed: state().geometry.form.seed + 1 })),
}

const turnLevels: Command = {
  id: 'geometry-levels',
  name: 'Draw contours of each model’s own range, or of a shared one',
  words: 'scale surface levels',
  perform: quietly(({ actions, state }) =>
    actions.setGeometry({ levels: state().geometry.form.levels === 'own' ? 'shared' : 'own' }),
  ),
}

export const GEOMETRY_COMMANDS: readonly CommandGroup[] = [
  { title: 'Geometry of the loss', commandsIn: () => [stop, turnStep, nextSeed, turnLevels] },
]
