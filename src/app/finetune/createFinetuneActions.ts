import type { AppStore } from '../../store/appStore'
import { fromOf } from '../../store/dataSource'
import { switchChoice, usualChoices } from '../../store/finetuneForm'
import { DataSource } from '../dataSets/dataSource'
import type { EngineSession } from '../engineSession'
import type { KeptList } from '../kept/keptList'
import type { FinetuneActions } from './finetuneActions'
import { FinetuneRunner } from './finetuneRunner'
import { updateFinetune } from './finetuneState'
import { readModelFiles } from './openModelFiles'
import { OwnModels } from './ownModels'
import { SweepRunner } from './sweepRunner'

export function createFinetuneActions(
  store: AppStore,
  session: EngineSession,
  list: KeptList,
): {
  readonly actions: Omit<FinetuneActions, 'compareTrainedModel'>
  readonly runner: FinetuneRunner
  readonly sweep: SweepRunner
  readonly models: OwnModels
} {
  offerTraining(store, session)
  const dataSource = new DataSource(store, () => session.client, {
    read: ({ finetune }) => finetune.data,
    write: (data) => updateFinetune(store, () => ({ data })),
  })
  const runner = new FinetuneRunner(store, session, dataSource, list)
  const sweep = new SweepRunner(store, session, dataSource, list)
  const models = new OwnModels(store, session, list)
  const form = () => store.getState().finetune.form
  const known = () => store.getState().finetune.offered ?? { objectives: [], optimizers: [] }
  const actions: Omit<FinetuneActions, 'compareTrainedModel'> = {
    setFinetune: (change) =>
      updateFinetune(store, ({ form: before }) => ({ form: { ...before, ...change }, problem: null })),
    chooseObjective(id) {
      const { objectives } = known()
      const objective = objectives.find((each) => each.id === id)
      if (objective === undefined) return
      const choice = switchChoice(objective, form().objective, objectives)
      updateFinetune(store, ({ form: before }) => ({ form: { ...before, objective: choice } }))
    },
    chooseOptimizer(id) {
      const { optimizers } = known()
      const optimizer = optimizers.find((each) => each.id === id)
      if (optimizer === undefined) return
      const choice = switchChoice(optimizer, form().optimizer, optimizers)
      updateFinetune(store, ({ form: before }) => ({ form: { ...before, optimizer: choice } }))
    },
    async openTrainingData(source) {
      const isOpen = await dataSource.open(source)
      if (isOpen) {
        updateFinetune(store, ({ form: before }) => ({
          form: { ...before, data: { ...before.data, from: fromOf(source) } },
        }))
      }
      return isOpen
    },
    closeTrainingData: () => dataSource.close(),
    startFinetune: async () => {
      if (!sweep.isBusy) await runner.start()
    },
    pauseFinetune: () => runner.pause(),
    resumeFinetune: async () => {
      if (!sweep.isBusy) await runner.resume()
    },
    stepFinetune: async () => {
      if (!sweep.isBusy) await runner.step()
    },
    stopFinetune: () => runner.stop(),
    closeFinetune: () => runner.close(),
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
      const { run } = store.getState().finetune
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
      const id = await models.openFiles(await readModelFiles(files))
      session.chooseModel(id)
      updateFinetune(store, ({ form: before }) => ({ form: { ...before, modelId: id } }))
      return id
    },
  }
  return { actions, runner, sweep, models }
}

/** Asks the engine, once it runs, what a training can be made with, and sets what is usual. */
function offerTraining(store: AppStore, session: EngineSession): void {
  store.subscribe(({ engine, finetune }, { engine: before }) => {
    if (finetune.offered !== null || engine.status !== 'ready' || before.status === 'ready') return
    session.client.call('describeTraining', {}).result.then(
      (offered) =>
        updateFinetune(store, ({ form }) => ({ offered, form: { ...form, ...usualChoices(form, offered) } })),
      // Lost with its engine: the next one is asked.
      () => {},
    )
  })
}
