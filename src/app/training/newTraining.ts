import type { Manifest } from '../../engine/checkpoints/manifest'
import type { OptimizerDescription } from '../../engine/training/types'
import type { RememberedDataSet } from '../../store/data/dataSource'
import { missingModelsProblem } from '../../store/plans/missingModels'
import type { StartModel, TrainingRun } from '../../store/training/training'
import { isChosen, startModelId, trainingProblem } from '../../store/training/trainingForm'
import type { AppState } from '../../store/types'

/** A run with the settings of the form. Throws one sentence if they are not valid. */
export function newTraining(state: AppState, dataSet: RememberedDataSet): TrainingRun {
  const { form, offered, missingModels } = state.training
  const problem = missingModelsProblem(missingModels) ?? trainingProblem(form)
  if (problem !== null || !isChosen(form))
    throw new Error(problem ?? 'The engine is still starting; begin once it runs.')
  const modelId = startModelId(state)
  if (modelId === null) throw new Error('The page has no model to start from; open one.')
  const column = state.models.find(({ id }) => id === modelId)
  const manifest = column?.status === 'ready' ? column.model.manifest : state.manifests[modelId]?.value
  const objective = offered?.objectives.find(({ id }) => id === form.objective.id)
  const optimizer = offered?.optimizers.find(({ id }) => id === form.optimizer.id)
  return {
    id: crypto.randomUUID(),
    form,
    start: startModel(modelId, manifest),
    data: { dataSet, trainImages: 0, heldOutImages: 0, heldOutFrom: '' },
    route: objective?.route?.by ?? (objective?.derivatives === 'second' ? 'doubleBackprop' : 'none'),
    terms: objective?.terms ?? [],
    ...(objective && optimizer && { described: { objective: meaningOf(objective), optimizer: meaningOf(optimizer) } }),
    status: 'preparing',
    message: null,
    needsData: false,
    step: 0,
    steps: form.steps,
    series: [],
    evaluations: [],
    classes: [],
    images: [],
    frames: [],
    divergences: [],
    secondsPerStep: null,
    secondsLeft: null,
    startedAt: new Date().toISOString(),
    environments: [],
    checkpointStep: null,
    modelId: null,
    parts: null,
  }
}

const meaningOf = ({ name, settings }: OptimizerDescription) => ({ name, settings })

function startModel(modelId: string, manifest: Manifest | null | undefined): StartModel {
  if (!manifest) return { modelId, name: modelId }
  const { name, data, architecture } = manifest
  return { modelId, name, kind: { data, architecture } }
}
