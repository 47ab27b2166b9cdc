/** @file The commands of a run, of whatever kind. */
import type { PlannedKind } from '../../../app/plans/planActions'
import type { RunKind } from '../../../store/runs/kept'
import { canGoOn, isMoving, isOpen } from '../../../store/runs/run'
import { RUN_KINDS } from '../../../store/runs/runKinds'
import type { AppState } from '../../../store/types'
import { type Command, type CommandGroup, quietly } from '../commands/command'
import { PAGE_FIELDS } from '../fields/FieldGroup'
import { isPlanned, savePlan } from './SavePlanButton'

const runIn = (state: AppState, kind: RunKind) => RUN_KINDS[kind].state(state).run
const isHere = (state: AppState, kind: RunKind) => !RUN_KINDS[kind].state(state).isElsewhere

interface RunCommands {
  readonly kind: RunKind
  /** Such as "Evaluation". */
  readonly title: string
  /** Such as "Start the evaluation", and what keeps it from starting. */
  readonly startName: string
  readonly isHindered: (state: AppState) => boolean
  /** Such as "Save the evaluation as a plan"; missing for runs that have none. */
  readonly savePlanName?: string
}

export function runGroup({ kind, title, startName, isHindered, savePlanName }: RunCommands): CommandGroup {
  const commands: readonly Command[] = [
    {
      id: `${kind}-start`,
      name: startName,
      shortcut: 'b',
      words: 'begin run',
      isEnabled: (state) => isHere(state, kind) && !isOpen(runIn(state, kind)) && !isHindered(state),
      // Where a field cannot be read, it is shown instead.
      perform: quietly(({ actions }) => PAGE_FIELDS.focusFirstInvalid([kind]) || actions.runs[kind].start()),
    },
    ...(savePlanName !== undefined && isPlanned(kind) ? [savePlanCommand(kind, savePlanName, isHindered)] : []),
    {
      id: `${kind}-pause`,
      name: 'Pause, or resume',
      shortcut: 'x',
      words: 'run continue',
      isEnabled: (state) => isHere(state, kind) && (isMoving(runIn(state, kind)) || canGoOn(runIn(state, kind))),
      perform: quietly(({ actions, state }) =>
        isMoving(runIn(state(), kind)) ? actions.runs[kind].pause() : actions.runs[kind].resume(),
      ),
    },
    {
      id: `${kind}-stop`,
      name: 'Stop; the results stay',
      words: 'run end',
      isEnabled: (state) => isHere(state, kind) && isOpen(runIn(state, kind)),
      perform: quietly(({ actions }) => actions.runs[kind].stop()),
    },
  ]
  return { title, commandsIn: () => commands }
}

const savePlanCommand = (kind: PlannedKind, name: string, isHindered: (state: AppState) => boolean): Command => ({
  id: `${kind}-save-plan`,
  name,
  words: 'file json later elsewhere cluster',
  isEnabled: (state) => !isHindered(state),
  perform: ({ actions }) => (PAGE_FIELDS.focusFirstInvalid([kind]) ? undefined : savePlan(actions, kind)),
})
