import type { PlanActions, PlannedKind } from '../../../app/plans/planActions'
import type { Hindrance } from '../../../store/engineHindrance'
import type { RunKind } from '../../../store/runs/kept'
import { useActions } from '../appContext'
import { announce } from '../commands/announcer'
import { download } from '../download'
import { useGuardedStart } from '../fields/FieldGroup'

export const isPlanned = (kind: RunKind): kind is PlannedKind => kind === 'evaluation' || kind === 'training'

/** Saves what is set up as plan.json, and returns what is told of it; the run's problem says why there is none. */
export async function savePlan({ savePlan }: PlanActions, kind: PlannedKind): Promise<string | undefined> {
  const file = await savePlan(kind)
  if (file === null) return undefined
  download(file.name, file.blob)
  return `Saved ${file.name}.`
}

interface SavePlanButtonProps {
  readonly kind: PlannedKind
  /** Why it could not start either, or null. */
  readonly hindrance: Hindrance | null
}

/** Saves what is set up as a file instead of starting it. */
export function SavePlanButton({ kind, hindrance }: SavePlanButtonProps) {
  const actions = useActions()
  const guarded = useGuardedStart(kind)
  const save = async () => {
    const told = await savePlan(actions, kind)
    if (told !== undefined) announce(told)
  }
  return (
    <button
      type="button"
      className="link"
      disabled={hindrance !== null}
      title="A file with all of these settings, to be run later or elsewhere, such as on a cluster"
      data-testid={`${kind}-save-plan`}
      onClick={() => guarded(() => void save())}
    >
      Save as plan
    </button>
  )
}
