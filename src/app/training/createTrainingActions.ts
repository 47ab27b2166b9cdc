import type { AppStore } from '../../store/appStore'
import { fromOf } from '../../store/data/dataSource'
import { switchChoice, usualChoices } from '../../store/training/trainingForm'
import { DataSource } from '../data/dataSource'
import type { EngineSession } from '../engineSession'
import type { ModelOpenings } from '../models/modelOpening'
import { OwnModels } from '../models/ownModels'
import type { KeptList } from '../runs/keptList'
import { SweepRunner } from './sweepRunner'
import type { TrainingActions } from './trainingActions'
import { TrainingRunner } from './trainingRunner'
import { updateTraining } from './trainingState'

export function createTrainingActions(
  store: AppStore,
  session: EngineSession,
  list: KeptList,
  openings: ModelOpenings,
): {
  readonly actions: Omit<TrainingActions, 'compareTrainedModel'>
  readonly runner: TrainingRunner
  readonly sweep: SweepRunner
  readonly models: OwnModels
} {
  offerTraining(store, session)
  const dataSource = new DataSource(store, () => session.client, {
    read: ({ training }) => training.data,
    write: (data) => updateTraining(store, () => ({ data })),
  })
  const runner = new TrainingRunner(store, session, dataSource, list)
  const sweep = new SweepRunner(store, session, dataSource, list)
  const models = new OwnModels(store, session, list)
  const form = () => store.getState().training.form
  const known = () => store.getState().training.offered ?? { objectives: [], optimizers: [] }
  const actions: Omit<TrainingActions, 'compareTrainedModel'> = {
    setTraining: (change) =>
      updateTraining(store, ({ form: before }) => ({ form: { ...before, ...change }, problem: null })),
    chooseObjective(id) {
      const { objectives } = known()
      const objective = objectives.find((each) => each.id === id)
      if (objective === undefined) return
      const choice = switchChoice(objective, form().objective, objectives)
      updateTraining(store, ({ form: before }) => ({ form: { ...before, objective: choice } }))
    },
    chooseOptimizer(id) {
      const { optimizers } = known()
      const optimizer = optimizers.find((each) => each.id === id)
      if (optimizer === undefined) return
      const choice = switchChoice(optimizer, form().optimizer, optimizers)
      updateTraining(store, ({ form: before }) => ({ form: { ...before, optimizer: choice } }))
    },
    async openTrainingData(source) {
      const isOpen = await dataSource.open(source)
      if (isOpen) {
        updateTraining(store, ({ form: before }) => ({
          form: { ...before, data: { ...before.data, from: fromOf(source) } },
        }))
      }
      return isOpen
    },
    closeTrainingData: () => dataSource.close(),
    startTraining: async () => {
      if (!sweep.isBusy) await runner.start()
    },
    pauseTraining: () => runner.pause(),
    resumeTraining: async () => {
      if (!sweep.isBusy) await runner.resume()
    },
    stepTraining: async () => {
      if (!sweep.isBusy) await runner.step()
    },
    stopTraining: () => runner.stop(),
    closeTraining: () => runner.close(),
    async startSweep() {
      if (runner.isBusy || sweep.isBusy) return
      await runner.release()
      await sweep.start()
    },
    async resumeSweep() {
      if (runner.isBusy || sweep.isBusy) return
      await runner.release()
      await sweep.resume()
    },
    stopSweep: () => sweep.stop(),
    closeSweep: () => sweep.close(),
    async makeTrainedModel() {
      const { run } = store.getState().training
      if (run === null || runner.isBusy || sweep.isBusy) return null
      const client = await runner.held()
      const objective = known().objectives.find(({ id }) => id === run.form.objective.id)
      const id = await models.add(`trained-${run.form.objective.id}`, (free) => {
        const number = free.slice(free.lastIndexOf('-') + 1)
        const name = `${objective?.name ?? run.form.objective.id}, trained here (${number})`
        return client.call('trainedModel', { id: free, name: name.slice(0, 80) }).result
      })
      session.chooseModel(id)
      runner.noteModel(id)
      return id
    },
    exportModel: (id) => models.zip(id),
    async openOwnModel(files) {
      const id = await models.openFiles(await openings.read(files))
      session.chooseModel(id)
      updateTraining(store, ({ form: before }) => ({ form: { ...before, modelId: id } }))
      return id
    },
  }
  return { actions, runner, sweep, models }
}

/** Asks the engine, once it runs, for its objectives and optimisers, and fills in their defaults. */
function offerTraining(store: AppStore, session: EngineSession): void {
  store.subscribe(({ engine, training }, { engine: before }) => {
    if (training.offered !== null || engine.status !== 'ready' || before.status === 'ready') return
    session.client.call('describeTraining', {}).result.then(
      (offered) =>
        updateTraining(store, ({ form }) => ({ offered, form: { ...form, ...usualChoices(form, offered) } })),
      // Lost with its engine: the next one is asked.
      () => {},
    )
  })
}
