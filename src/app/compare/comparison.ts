/** @file Keeps every model's results up to date with the image, the label and the attack, recomputing what changed. */

import { askQuantity } from '../../client/askQuantity'
import { CallCancelled, type EngineClient } from '../../client/engineClient'
import { LatestJob } from '../../client/latestJob'
import type { QuantityId, QuantityResult } from '../../engine/quantities/registry'
import type { MeasureInput } from '../../engine/types'
import { argMax } from '../../numbers/argMax'
import { type AppStore, NO_RESULTS, updateResults } from '../../store/appStore'
import { describedSettings } from '../../store/attacks/attackChoices'
import { targetIn } from '../../store/attacks/attackForm'
import { attackWork, firstLook } from '../../store/attacks/firstLook'
import { forEachQuantity, isSameSettings, settingsIn, shownQuantities } from '../../store/compare/quantities'
import { type Question, questionOf } from '../../store/compare/questions'
import type { AppState, AttackResult, Computed, DisplayForm, MeasuredQuantity } from '../../store/types'
import type { PixelImage } from '../../units'
import { GalleryQuestions, isOfGallery } from './askOfGallery'
import { type AttackRequest, startAttack } from './attackRequests'
import { AttackTurns } from './attackTurns'
import { KnownResults } from './knownResults'

type QuantityJobs = { readonly [Id in QuantityId]: LatestJob<MeasureInput<Id>, QuantityResult<Id>> }

interface ModelJobs {
  readonly quantities: QuantityJobs
}

export class Comparison {
  private readonly jobs = new Map<string, ModelJobs>()
  private readonly known = new KnownResults()
  private readonly attacks: AttackTurns
  private readonly ofGallery: GalleryQuestions
  /** Images on which a model ended the engine: nothing is recomputed there unless a person asks for it. */
  private readonly deadly = new Map<string, PixelImage>()

  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
  ) {
    this.attacks = this.attackTurns()
    this.ofGallery = new GalleryQuestions(store, client)
    store.subscribe((state, before) => this.follow(state, before))
  }

  /** Computes a model's results again, after an error. */
  retry(modelId: string): void {
    this.deadly.delete(modelId)
    this.measureAll(modelId)
  }

  private follow(state: AppState, before: AppState): void {
    const engineRestarted = state.engine.status === 'ready' && before.engine.status !== 'ready'
    for (const [fit, { image }] of Object.entries(state.image?.bySize ?? {})) {
      const isNew = before.image?.bySize[fit]?.image !== image
      if (isNew || engineRestarted) void this.computeEdges(fit, image)
    }
    for (const { id } of before.models) {
      if (!state.models.some((model) => model.id === id)) this.drop(id)
    }
    const isDueByTransfer = dueByTransfer(state, before)
    for (const { id } of state.models) {
      const question = questionOf(state, id)
      const questionBefore = questionOf(before, id)
      if (question === null) {
        if (questionBefore !== null) this.drop(id)
        continue
      }
      if (question.image !== questionBefore?.image || question.label !== questionBefore.label) this.measureAll(id)
      else {
        if (state.display !== before.display) this.followDisplay(id, question, before.display)
        if (state.attack !== before.attack || isDueByTransfer(id)) this.attack(id)
      }
    }
  }

  private async computeEdges(fit: string, image: PixelImage): Promise<void> {
    if (this.store.getState().edges[fit]?.image === image) return
    const isShown = () => this.store.getState().image?.bySize[fit]?.image === image
    this.setEdgeError(fit, null)
    try {
      const energy = await this.client().call('edgeEnergy', { image }).result
      if (isShown()) this.store.setState(({ edges }) => ({ edges: { ...edges, [fit]: { image, energy } } }))
    } catch (error) {
      // If the engine was replaced, the new one is asked once it runs.
      if (!(error instanceof CallCancelled) && isShown()) this.setEdgeError(fit, (error as Error).message)
    }
  }

  private setEdgeError(fit: string, message: string | null): void {
    const { [fit]: before, ...others } = this.store.getState().edgeErrors
    if (message !== null) this.store.setState({ edgeErrors: { ...others, [fit]: message } })
    else if (before !== undefined) this.store.setState({ edgeErrors: others })
  }

  private measureAll(modelId: string): void {
    const question = questionOf(this.store.getState(), modelId)
    if (question === null || this.deadly.get(modelId) === question.image) return
    // The attack needs the predicted label, so it follows the prediction.
    this.attacks.cancel(modelId)
    const { display } = this.store.getState()
    for (const id of shownQuantities(display)) this.request(modelId, id, question)
  }

  /** Shows the quantities that the display settings select; everything else that is known of the image stays. */
  private followDisplay(modelId: string, question: Question, before: DisplayForm): void {
    const { display } = this.store.getState()
    const shown = shownQuantities(display)
    const wereShown = shownQuantities(before)
    for (const id of wereShown) if (!shown.includes(id)) this.jobsOf(modelId).quantities[id].cancel()
    for (const id of shown) {
      const settings = settingsIn(display, id)
      if (wereShown.includes(id) && isSameSettings(settings, settingsIn(before, id))) continue
      const known = this.known.find(modelId, id, question, settings)
      if (known === undefined) this.request(modelId, id, question)
      else {
        this.jobsOf(modelId).quantities[id].cancel()
        this.show(modelId, id, known)
      }
    }
  }

  private request<Id extends QuantityId>(modelId: string, id: Id, question: Question): void {
    const settings = settingsIn(this.store.getState().display, id)
    this.jobsOf(modelId).quantities[id].request({ quantity: id, settings, modelId, ...question })
  }

  /** Cancels the jobs of a model that is not shown or has nothing to compute. */
  private drop(modelId: string): void {
    for (const job of Object.values(this.jobs.get(modelId)?.quantities ?? {})) job.cancel()
    this.attacks.cancel(modelId)
    this.known.forget(modelId)
  }

  private show<Id extends QuantityId>(modelId: string, id: Id, value: MeasuredQuantity<Id>): void {
    this.setQuantity(modelId, id, { value, progress: null, error: null })
    if (id === 'prediction') this.attack(modelId)
  }

  private attack(modelId: string): void {
    const state = this.store.getState()
    const question = questionOf(state, modelId)
    const { value: prediction, progress, error } = (state.results[modelId] ?? NO_RESULTS).quantities.prediction
    // A prediction that is under way or retried is followed by an attack for its own label.
    if (progress !== null || error !== null || prediction === null || question === null) return
    if (prediction.image !== question.image || prediction.askedLabel !== question.label) return
    const first = state.models[0]?.id ?? modelId
    if (state.attack.madeOn === 'first' && first !== modelId) this.transfer(modelId, prediction, first)
    else this.attackItself(modelId, prediction, question)
  }

  private attackItself(modelId: string, { label, logits }: MeasuredQuantity<'prediction'>, { image }: Question): void {
    const { models, attack: form } = this.store.getState()
    const target = targetIn(form, classesOf(models, modelId))
    const asked = { image, label, clean: argMax(logits), target, form }
    this.attacks.request({ modelId, madeOn: modelId, made: null, ...asked })
  }

  /** Shows a model the perturbation made on the first one, once it exists. */
  private transfer(modelId: string, { label, image, logits }: MeasuredQuantity<'prediction'>, first: string): void {
    const { models, results } = this.store.getState()
    const made = results[first]?.attack.value ?? null
    const firstImage = questionOf(this.store.getState(), first)?.image
    if (firstImage === undefined) return
    if (firstImage !== image) {
      const error =
        'The first column’s model takes images of another size, so its perturbation does not fit; ' +
        'choose a model of this size as the first.'
      this.attacks.cancel(modelId)
      this.setAttack(modelId, { progress: null, error })
      return
    }
    if (made === null || made.madeOn !== first || made.image !== image || made.form.madeOn !== 'first') return
    // While a slider moves this may be for older settings, and is labelled with those.
    const { form } = made
    const target = targetIn(form, classesOf(models, modelId))
    const asked = { image, label, clean: argMax(logits), target, form }
    this.attacks.request({ modelId, madeOn: first, made: made.outcome, ...asked })
  }

  private jobsOf(modelId: string): ModelJobs {
    const existing = this.jobs.get(modelId)
    if (existing) return existing
    const created: ModelJobs = { quantities: this.quantityJobs(modelId) }
    this.jobs.set(modelId, created)
    return created
  }

  private attackTurns(): AttackTurns {
    const settings = ({ form }: AttackRequest) =>
      describedSettings(this.store.getState().evaluation.attacks, form.choice) ?? []
    return new AttackTurns(
      (request, onProgress) => startAttack(this.client(), request, onProgress),
      {
        workOf: (request) => attackWork(request.form.choice, settings(request)),
        shorten(request, share) {
          const choice = request.made === null ? firstLook(request.form.choice, settings(request), share) : null
          return choice && { ...request, form: { ...request.form, choice } }
        },
      },
      {
        onAsked: (modelId) => this.setAttack(modelId, { progress: 0, error: null }),
        onProgress: (modelId, progress) => this.setAttack(modelId, { progress }),
        onDone: (outcome, { modelId, image, label, target, form, madeOn, made }, isFirstLook) => {
          const verdictOfSource = made?.verdict ?? null
          const value: AttackResult = { outcome, image, label, target, form, madeOn, verdictOfSource, isFirstLook }
          this.setAttack(modelId, { value, progress: null, error: null })
        },
        onFailed: (error, { modelId, image }, isDeath) => {
          if (isDeath) this.deadly.set(modelId, image)
          this.setAttack(modelId, { progress: null, error })
        },
        onCancelled: (modelId) => this.setAttack(modelId, { progress: null }),
      },
    )
  }

  private quantityJobs(modelId: string): QuantityJobs {
    const jobOf = <Id extends QuantityId>(id: Id) => {
      const ask = (input: MeasureInput<Id>) =>
        isOfGallery(id) ? this.ofGallery.ask(input) : askQuantity(this.client(), input)
      return new LatestJob<MeasureInput<Id>, QuantityResult<Id>>(ask, {
        ...events((change) => this.setQuantity(modelId, id, change)),
        onFailed: (error, { image }, isDeath) => {
          if (isDeath) this.deadly.set(modelId, image)
          this.setQuantity(modelId, id, { progress: null, error })
        },
        onDone: (result, { image, label: askedLabel, settings = {} }) => {
          const value: MeasuredQuantity<Id> = { ...result, image, askedLabel, settings }
          this.known.add(modelId, id, value)
          this.show(modelId, id, value)
        },
      })
    }
    return forEachQuantity(jobOf) as unknown as QuantityJobs
  }

  private setQuantity<Id extends QuantityId>(
    modelId: string,
    id: Id,
    change: Partial<Computed<MeasuredQuantity<Id>>>,
  ): void {
    updateResults(this.store, modelId, ({ quantities }) => ({
      quantities: { ...quantities, [id]: { ...quantities[id], ...change } },
    }))
  }

  private setAttack(modelId: string, change: Partial<Computed<AttackResult>>): void {
    updateResults(this.store, modelId, ({ attack }) => ({ attack: { ...attack, ...change } }))
  }
}

/** What a job reports while it runs. */
const events = (set: (change: { progress: number | null; error?: string | null }) => void) => ({
  onStart: () => set({ progress: 0, error: null }),
  onProgress: (progress: number) => set({ progress }),
  onCancelled: () => set({ progress: null }),
})

/** The models whose attacks are due because the first model's perturbation, which is shown to all, has changed. */
function dueByTransfer(state: AppState, before: AppState): (modelId: string) => boolean {
  const first = state.models[0]?.id
  if (state.attack.madeOn !== 'first' || first === undefined) return () => false
  if (first !== before.models[0]?.id) return () => true
  const isMadeAnew = state.results[first]?.attack.value !== before.results[first]?.attack.value
  return (modelId) => isMadeAnew && modelId !== first
}

function classesOf(models: AppState['models'], modelId: string): readonly string[] {
  const model = models.find(({ id }) => id === modelId)
  return model?.status === 'ready' ? model.model.manifest.classes : []
}
