/** @file Commands that every view has. */
import { CHOICE_LIMITS } from '../store/models/modelChoice'
import type { AppState } from '../store/types'
import { type Command, type CommandGroup, quietly } from './parts/commands/command'
import { distinctNames } from './parts/models/names'

/** The list of all commands. */
export const openPalette: Command = {
  id: 'commands',
  name: 'Find a command',
  shortcut: 'mod+k',
  perform: quietly(({ actions }) => actions.openDialog('commands')),
}

export const openShortcuts: Command = {
  id: 'shortcuts',
  name: 'Keyboard shortcuts',
  shortcut: '?',
  words: 'keys help',
  perform: quietly(({ actions }) => actions.openDialog('shortcuts')),
}

export const copyLink: Command = {
  id: 'copy-link',
  name: 'Copy link',
  shortcut: 'l',
  words: 'share address url',
  async perform({ actions }) {
    try {
      await navigator.clipboard.writeText(actions.currentLink())
      return 'Link copied. It opens the page as it is now.'
    } catch {
      return 'The browser does not let the page copy; the address bar has the same link.'
    }
  },
}

export const presentPage: Command = {
  id: 'present',
  name: 'Hide the settings and enlarge the maps, or not',
  shortcut: 'p',
  words: 'presentation beamer projector full screen',
  perform: quietly(({ actions }) => actions.togglePresentation()),
}

export const openModels: Command = {
  id: 'models',
  name: 'Choose models',
  shortcut: 'm',
  words: 'zoo columns open checkpoint',
  perform: quietly(({ actions }) => actions.openDialog('models')),
}

export const openKeptWork: Command = {
  id: 'kept',
  name: 'Kept work and storage',
  words: 'runs models list delete quota saved history',
  perform: quietly(({ actions }) => actions.openDialog('kept')),
}

export const pageGroup: CommandGroup = {
  title: 'Page',
  commandsIn: () => [openPalette, openModels, openKeptWork, copyLink, presentPage, openShortcuts],
}

/** By the ids of those whose manifests are read; models of one name get what tells them apart. */
function namesOf({ zoo, manifests }: AppState): Readonly<Record<string, string>> {
  const read = zoo.flatMap(({ id }) => manifests[id]?.value ?? [])
  const names = distinctNames(read)
  return Object.fromEntries(read.map(({ id }, place) => [id, names[place] ?? id]))
}

/** A column more or less. */
export const modelGroup: CommandGroup = {
  title: 'Models',
  isOnlyFound: true,
  commandsIn(state) {
    const names = namesOf(state)
    return state.zoo.map(({ id }): Command => {
      const isShown = state.models.some((model) => model.id === id)
      const most = ({ models }: AppState) => models.length < CHOICE_LIMITS.max
      const least = ({ models }: AppState) => models.length > CHOICE_LIMITS.min
      return {
        id: `model-${id}`,
        name: `${isShown ? 'Remove' : 'Show'} ${names[id] ?? id}`,
        words: id,
        isEnabled: isShown ? least : most,
        perform: quietly(({ actions }) => (isShown ? actions.removeModel(id) : actions.chooseModel(id))),
      }
    })
  },
}
