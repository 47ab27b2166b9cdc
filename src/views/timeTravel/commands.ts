/** @file The commands of time travel. */
import { epochOf, lookedRun } from '../../store/timeTravel/travelState'
import type { AppState } from '../../store/types'
import type { Command, CommandGroup } from '../parts/commands/command'

/** The epoch so many places after the one that is shown; undefined where there is none. */
function epochBeside(state: AppState, places: 1 | -1): number | undefined {
  const run = lookedRun(state.timeTravel)
  if (run === null) return undefined
  const shown = epochOf(run, state.timeTravel.look.epoch)
  return run.epochs[run.epochs.findIndex(({ epoch }) => epoch === shown) + places]?.epoch
}

const moveBy = (places: 1 | -1, shortcut: string, name: string): Command => ({
  id: places === 1 ? 'next-epoch' : 'previous-epoch',
  name,
  shortcut,
  repeats: true,
  words: 'time travel training',
  isEnabled: (state) => epochBeside(state, places) !== undefined,
  perform({ actions, state }) {
    const epoch = epochBeside(state(), places)
    if (epoch !== undefined) actions.lookAtEpochs({ epoch })
    return undefined
  },
})

export const TIME_TRAVEL_COMMANDS: readonly CommandGroup[] = [
  {
    title: 'Time travel',
    commandsIn: () => [moveBy(1, '.', 'Next epoch'), moveBy(-1, ',', 'Previous epoch')],
  },
]
