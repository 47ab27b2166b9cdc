/** @file Keeps every model's results in step with the picture, the label and the attack: what changed is computed again. */

import type { EngineClient } from '../client/engineClient'
import { LatestJob } from '../client/latestJob'
import type { AttackInput, AttackOutcome, InspectInput, Inspection } from '../engine/types'
import { type AppStore, NO_RESULTS, updateResults } from '../store/appStore'
import { stepSizeOf, toAttackSettings } from '../store/attackForm'
import { questionOf } from '../store/questions'
import type { AppState, AttackForm, Computed, InspectionResult, ModelResults } from '../store/types'
import type { Picture } from '../units'

interface AttackRequest {
  readonly input: AttackInput
  readonly form: AttackForm
}

interface ModelJobs {
  readonly inspection: LatestJob<InspectInput, Inspection>
  readonly attack: LatestJob<AttackRequest, AttackOutcome>
}

export class Comparison {
  private readonly jobs = new Map<string, ModelJobs>()

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
    for (const [side, { picture }] of Object.entries(state.picture?.bySide ?? {})) {
      const isNew = before.picture?.bySide[Number(side)]?.picture !== picture
      if (isNew || engineRestarted) void this.computeEdges(Number(side), picture)
    }
    for (const { id } of before.models) {
      if (!state.models.some((model) => model.id === id)) this.cancel(id)
    }
    for (const { id } of state.models) {
      const question = questionOf(state, id)
      const questionBefore = questionOf(before, id)
      if (question === null) {
        if (questionBefore !== null) this.cancel(id)
        continue
      }
      if (question.picture !== questionBefore?.picture || question.label !== questionBefore.label) this.inspect(id)
      else if (state.attack !== before.attack) this.attack(id)
    }
  }

  private async computeEdges(side: number, picture: Picture): Promise<void> {
    if (this.store.getState().edges[side]?.picture === picture) return
    try {
      const energy = await this.client().call('edgeEnergy', { picture }).result
      if (this.store.getState().picture?.bySide[side]?.picture !== picture) return
      this.store.setState(({ edges }) => ({ edges: { ...edges, [side]: { picture, energy } } }))
    } catch {
      // The engine was replaced, and asked again once it runs, or it failed, and the models' cells tell of it.
    }
  }

  private inspect(modelId: string): void {
    const question = questionOf(this.store.getState(), modelId)
    if (question === null) return
    // The attack needs the label that comes out of the inspection, so it follows it.
    this.jobsOf(modelId).attack.cancel()
    this.jobsOf(modelId).inspection.request({ modelId, ...question })
  }

  private cancel(modelId: string): void {
    this.jobs.get(modelId)?.inspection.cancel()
    this.jobs.get(modelId)?.attack.cancel()
  }

  private attack(modelId: string): void {
    const state = this.store.getState()
    const { results, attack: form } = state
    const question = questionOf(state, modelId)
    const { value: inspection, progress, error } = results[modelId]?.inspection ?? NO_RESULTS.inspection
    // An inspection that is on its way, or is tried again, is followed by an attack for its own label.
    if (progress !== null || error !== null || inspection === null || question === null) return
    if (inspection.picture !== question.picture || inspection.askedLabel !== question.label) return
    this.jobsOf(modelId).attack.request({
      input: {
        modelId,
        picture: question.picture,
        label: inspection.label,
        attack: { id: 'pgd', settings: toAttackSettings(form) },
      },
      form,
    })
  }

  private jobsOf(modelId: string): ModelJobs {
    const existing = this.jobs.get(modelId)
    if (existing) return existing
    const created: ModelJobs = {
      inspection: new LatestJob((input) => this.client().call('inspect', input), {
        ...this.events(modelId, 'inspection'),
        onDone: (inspection, { picture, label: askedLabel }) => {
          const value: InspectionResult = { ...inspection, picture, askedLabel }
          this.set(modelId, 'inspection', { value, progress: null, error: null })
          this.attack(modelId)
        },
      }),
      attack: new LatestJob(
        ({ input }, onProgress) => this.client().call('attack', input, ({ step, steps }) => onProgress(step / steps)),
        {
          ...this.events(modelId, 'attack'),
          onDone: (outcome, { input, form }) =>
            this.set(modelId, 'attack', {
              value: {
                outcome,
                picture: input.picture,
                label: input.label,
                epsilon: form.epsilon,
                stepSize: stepSizeOf(form),
                steps: form.steps,
                seed: form.randomStart ? form.seed : null,
              },
              progress: null,
              error: null,
            }),
        },
      ),
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
