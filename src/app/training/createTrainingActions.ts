import type { AppStore } from '../../store/appStore'
import { fromOf } from '../../store/data/dataSource'
import { switchChoice, usualChoices } from '../../store/training/trainingForm'
import { DataSource } from '../data/dataSource'
import type { EngineSession } from '../engineSession'
import type { ModelOpenings } from '../models/modelOpening'
import { OwnModels } from '../models/ownModels'
import { plannedFrom } from '../plans/plannedFrom'
import type { KeptList } from '../runs/keptList'
import { ResumableRun } from '../runs/resumableRun'
import { SweepDriver } from './sweepDriver'
import type { TrainingActions } from './trainingActions'
import { TrainingDriver } from './trainingDriver'
import { TrainingPlace } from './trainingPlace'
import { updateTraining } from './trainingState'
import { WorkerTraining } from './workerTraining'

export function createTrainingActions(
  store: AppStore,
  session: EngineSession,
  list: KeptList,
  openings: ModelOpenings,
): {
  readonly actions: Omit<TrainingActions, 'compareTrainedModel'>
  readonly run: ResumableRun<'training'>
  readonly sweep: ResumableRun<'sweep'>
  readonly loaded: WorkerTraining
  readonly models: OwnModels
} {
  offerTraining(store, session)
  const dataSource = new DataSource(store, () => session.client, {
    read: ({ training }) => training.data,
    write: (data) => updateTraining(store, () => ({ data })),
  })
  const place = new TrainingPlace(store, dataSource)
  const tools = { store, session, list, dataSource }
  const driver = new TrainingDriver(store, () => session.client, dataSource, place)
  const run = new ResumableRun(driver, tools)
  const sweep = new ResumableRun(new SweepDriver(store, dataSource, place), tools)
  run.rivals = [sweep]
  sweep.rivals = [run]
  const loaded = new WorkerTraining(store, session, run, sweep, driver)
  const models = new OwnModels(store, session, list)
  const form = () => store.getState().training.form
  /** A model was opened, which may be the one that a plan lacked. */
  async function foundMissing(id: string): Promise<void> {
    if (store.getState().training.missingModels.length === 0) return
    const { sha256 } = await plannedFrom(store, session.client, id)
    updateTraining(store, ({ missingModels }) => ({
      missingModels: missingModels.filter((missing) => missing.sha256 !== sha256),
    }))
  }
  const known = () => store.getState().training.offered ?? { objectives: [], optimizers: [] }
  const actions: Omit<TrainingActions, 'compareTrainedModel'> = {
    setTraining: (change) =>
      updateTraining(store, ({ form: before, missingModels }) => ({
        form: { ...before, ...change },
        missingModels: 'modelId' in change ? [] : missingModels,
        problem: null,
      })),
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
    stepTraining: () => run.resume(1),
    async makeTrainedModel() {
      const { run: shown } = run
      if (shown === null || run.isBusy || sweep.isBusy) return null
      const objective = known().objectives.find(({ id }) => id === shown.form.objective.id)
      const id = await models.add(`trained-${shown.form.objective.id}`, (free) => {
        const number = free.slice(free.lastIndexOf('-') + 1)
        const name = `${objective?.name ?? shown.form.objective.id}, trained here (${number})`
        return loaded.trainedModel({ id: free, name: name.slice(0, 80) })
      })
      session.chooseModel(id)
      run.update(() => ({ modelId: id }))
      void run.save()
      return id
    },
    changeClaims: (id, claims) => models.changeClaims(id, claims),
    exportModel: (id) => models.zip(id),
    async openOwnModel(files, origin) {
      const id = await models.openFiles(await openings.read(files, origin))
      session.chooseModel(id)
      updateTraining(store, ({ form: before }) => ({ form: { ...before, modelId: id } }))
      await foundMissing(id)
      return id
    },
  }
  return { actions, run, sweep, loaded, models }
}

/** Asks the engine, once it runs, for its objectives and optimisers, and fills in their defaults. */
function offerTraining(store: AppStore, session: EngineSession): void {
  store.subscribe(({ engine, training }, { engine: before }) => {
    if (training.offered !== null || engine.status !== 'ready' || before.status === 'ready') return
    session.client.call('describeTraining', {}).result.then(
      (offered) =>
        updateTraining(store, ({ form }) => ({ offered, form: { ...form, ...usualChoices(form, offered) } })),
      // If the engine was lost, the next one is asked.
      () => {},
    )
  })
}
