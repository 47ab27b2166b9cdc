import { useActions, useAppState } from '../appContext'
import { announce } from './announcer'
import { type Command, canPerform } from './command'

/** Performs a command, if it is enabled, and tells what it says. */
export function usePerform(): (command: Command) => void {
  const actions = useActions()
  const state = useAppState()
  return (command) => {
    if (!canPerform(command, state())) return
    void Promise.resolve(command.perform({ actions, state })).then(
      (said) => said && announce(said),
      (error: Error) => announce(error.message),
    )
  }
}
