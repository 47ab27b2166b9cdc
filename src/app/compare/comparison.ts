/** @file Keeps every model's results in step with the image, the label and the attack: what changed is computed again. */

import { CallCancelled, type EngineClient } from '../../client/engineClient'
import { LatestJob } from '../../client/latestJob'
import type { GradientQuantityId } from '../../engine/gradients/quantities/registry'
import type { AttackOutcome, InspectInput, Inspection } from '../../engine/types'
import { argMax } from '../../numbers/argMax'
import { type AppStore, NO_RESULTS, updateResults } from '../../store/appStore'
import { targetIn } from '../../store/attacks/attackForm'
import { type Question, questionOf } from '../../store/compare/questions'
import type { AppState, AttackResult, Computed, InspectionResult, ModelResults } from '../../store/types'
import type { PixelImage } from '../../units'
import { type AttackRequest, isSameRequest, startAttack } from './attackRequests'
import { KnownInspections } from './knownInspections'

interface ModelJobs {
  readonly inspection: LatestJob<InspectInput, Inspection>
  readonly attack: LatestJob<AttackRequest, AttackOutcome>
  /** The attack that is on its way or done, so that what asks for it again changes nothing. */
  attacked: AttackRequest | null
}

export class Comparison {
  private readonly jobs = new Map<string, ModelJobs>()
  private readonly known = new KnownInspections()

  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
  ) {
    store.subscribe((state, before) => this.follow(state, before))
  }

  /** Computes a model's results again, after an error. */
  retry(modelId: string): void {
    this.inspect(modelId)
  }

  private follow(state: AppState, before: AppState): void {
    const engineRestarted = state.engine.status === 'ready' && before.engine.status !== 'ready'
    for (const [side, { image }] of Object.entries(state.image?.bySide ?? {})) {
      const isNew = before.image?.bySide[Number(side)]?.image !== image
      if (isNew || engineRestarted) void this.computeEdges(Number(side), image)
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
      if (question.image !== questionBefore?.image || question.label !== questionBefore.label) this.inspect(id)
      else {
        if (state.display.gradientOf !== before.display.gradientOf) this.differentiate(id, question)
        if (state.attack !== before.attack || isDueByTransfer(id)) this.attack(id)
      }
    }
  }

  private async computeEdges(side: number, image: PixelImage): Promise<void> {
    if (this.store.getState().edges[side]?.image === image) return
    const isShown = () => this.store.getState().image?.bySide[side]?.image === image
    this.setEdgeError(side, null)
    try {
      const energy = await this.client().call('edgeEnergy', { image }).result
      if (isShown()) this.store.setState(({ edges }) => ({ edges: { ...edges, [side]: { image, energy } } }))
    } catch (error) {
      // Where the engine was replaced, it is asked again once it runs.
      if (!(error instanceof CallCancelled) && isShown()) this.setEdgeError(side, (error as Error).message)
    }
  }

  private setEdgeError(side: number, message: string | null): void {
    const { [side]: before, ...others } = this.store.getState().edgeErrors
    if (message !== null) this.store.setState({ edgeErrors: { ...others, [side]: message } })
    else if (before !== undefined) this.store.setState({ edgeErrors: others })
  }

  private inspect(modelId: string): void {
    const question = questionOf(this.store.getState(), modelId)
    if (question === null) return
    // The attack needs the label that comes out of the inspection, so it follows it.
    this.cancelAttack(modelId)
    this.jobsOf(modelId).inspection.request({ modelId, ...question, gradientOf: this.gradientOf })
  }

  /** Shows the gradient of another quantity; all else that is known of the image stays. */
  private differentiate(modelId: string, question: Question): void {
    const known = this.known.find(modelId, question, this.gradientOf)
    if (known === undefined) {
      this.jobsOf(modelId).inspection.request({ modelId, ...question, gradientOf: this.gradientOf })
      return
    }
    this.jobsOf(modelId).inspection.cancel()
    this.show(modelId, known)
  }

  private get gradientOf(): GradientQuantityId {
    return this.store.getState().display.gradientOf
  }

  /** Cancels the jobs of a model that is not shown or has no question to answer. */
  private drop(modelId: string): void {
    this.jobs.get(modelId)?.inspection.cancel()
    this.cancelAttack(modelId)
    this.known.forget(modelId)
  }

  private cancelAttack(modelId: string): void {
    const jobs = this.jobs.get(modelId)
    if (jobs === undefined) return
    jobs.attack.cancel()
    jobs.attacked = null
  }

  private show(modelId: string, value: InspectionResult): void {
    this.set(modelId, 'inspection', { value, progress: null, error: null })
    this.attack(modelId)
  }

  private attack(modelId: string): void {
    const state = this.store.getState()
    const question = questionOf(state, modelId)
    const { value: inspection, progress, error } = state.results[modelId]?.inspection ?? NO_RESULTS.inspection
    // An inspection that is on its way, or is tried again, is followed by an attack for its own label.
    if (progress !== null || error !== null || inspection === null || question === null) return
    if (inspection.image !== question.image || inspection.askedLabel !== question.label) return
    const first = state.models[0]?.id ?? modelId
    if (state.attack.madeOn === 'first' && first !== modelId) this.transfer(modelId, inspection, first)
    else this.attackItself(modelId, inspection, question)
  }

  private attackItself(modelId: string, { label, logits }: InspectionResult, { image }: Question): void {
    const { models, attack: form } = this.store.getState()
    const target = targetIn(form, classesOf(models, modelId))
    const asked = { image, label, clean: argMax(logits), target, form }
    this.requestAttack({ modelId, madeOn: modelId, made: null, ...asked })
  }

  /** Shows a model what was made on the first one, once that is there. */
  private transfer(modelId: string, { label, image, logits }: InspectionResult, first: string): void {
    const { models, results, attack: form } = this.store.getState()
    const made = results[first]?.attack.value ?? null
    const firstImage = questionOf(this.store.getState(), first)?.image
    if (firstImage === undefined) return
    if (firstImage !== image) {
      const error =
        'The first column’s model takes images of another size, so that its perturbation does not fit; ' +
        'choose one of this size as the first.'
      this.cancelAttack(modelId)
      this.set(modelId, 'attack', { progress: null, error })
      return
    }
    if (made === null || made.madeOn !== first || made.image !== image || made.form !== form) return
    const target = targetIn(form, classesOf(models, modelId))
    const asked = { image, label, clean: argMax(logits), target, form }
    this.requestAttack({ modelId, madeOn: first, made: made.outcome, ...asked })
  }

  private requestAttack(request: AttackRequest): void {
    const jobs = this.jobsOf(request.modelId)
    if (jobs.attacked !== null && isSameRequest(jobs.attacked, request)) return
    jobs.attacked = request
    jobs.attack.request(request)
  }

  private jobsOf(modelId: string): ModelJobs {
    const existing = this.jobs.get(modelId)
    if (existing) return existing
    const created: ModelJobs = {
      attacked: null,
      inspection: new LatestJob((input) => this.client().call('inspect', input), {
        ...this.events(modelId, 'inspection'),
        onDone: (inspection, { image, label: askedLabel }) => {
          const value: InspectionResult = { ...inspection, image, askedLabel }
          this.known.add(modelId, value)
          this.show(modelId, value)
        },
      }),
      attack: new LatestJob((request, onProgress) => startAttack(this.client(), request, onProgress), {
        ...this.events(modelId, 'attack'),
        onDone: (outcome, { image, label, target, form, madeOn, made }) => {
          const verdictOfSource = made?.verdict ?? null
          const value: AttackResult = { outcome, image, label, target, form, madeOn, verdictOfSource }
          this.set(modelId, 'attack', { value, progress: null, error: null })
        },
      }),
    }
    this.jobs.set(modelId, created)
    return created
  }

  private events(modelId: string, part: keyof ModelResults) {
    return {
      onStart: () => this.set(modelId, part, { progress: 0, error: null }),
      onProgress: (progress: number) => this.set(modelId, part, { progress }),
      onFailed: (error: string) => this.set(modelId, part, { progress: null, error }),
      onCancelled: () => this.set(modelId, part, { progress: null }),
    }
  }

  private set(modelId: string, part: keyof ModelResults, change: Partial<Computed<unknown>>): void {
    updateResults(this.store, modelId, (results) => ({ [part]: { ...results[part], ...change } }))
  }
}

/** Which models' attacks are due since the first one's perturbation, that is shown to all, is another. */
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
