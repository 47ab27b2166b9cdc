/** @file Keeps every model's results in step with the picture, the label and the attack: what changed is computed again. */

import type { EngineClient } from '../client/engineClient'
import { LatestJob } from '../client/latestJob'
import type { AttackInput, AttackOutcome, InspectInput, Inspection } from '../engine/types'
import { type AppStore, NO_RESULTS, updateResults } from '../store/appStore'
import { stepSizeOf, toAttackSettings } from '../store/attackForm'
import type { AppState, AttackForm, Computed, ModelResults } from '../store/types'

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
    const pictureChanged = state.picture?.picture !== before.picture?.picture
    const engineRestarted = state.engine.status === 'ready' && before.engine.status !== 'ready'
    if (pictureChanged || engineRestarted) void this.computeEdges()
    for (const model of state.models) {
      const isReady = model.status === 'ready'
      const wasReady = before.models.some((other) => other.id === model.id && other.status === 'ready')
      if (!isReady) {
        if (wasReady) this.cancel(model.id)
        continue
      }
      if (!wasReady || pictureChanged || state.label !== before.label) this.inspect(model.id)
      else if (state.attack !== before.attack) this.attack(model.id)
    }
  }

  private async computeEdges(): Promise<void> {
    const { picture: shown, edges } = this.store.getState()
    if (shown === null || edges?.picture === shown.picture) return
    const { picture } = shown
    try {
      const energy = await this.client().call('edgeEnergy', { picture }).result
      if (this.store.getState().picture?.picture === picture) this.store.setState({ edges: { picture, energy } })
    } catch {
      // The engine was replaced, and asked again once it runs, or it failed, and the models' cells tell of it.
    }
  }

  private inspect(modelId: string): void {
    const { picture, label } = this.store.getState()
    if (picture === null) return
    // The attack needs the label that comes out of the inspection, so it follows it.
    this.jobsOf(modelId).attack.cancel()
    this.jobsOf(modelId).inspection.request({ modelId, picture: picture.picture, label })
  }

  private cancel(modelId: string): void {
    this.jobs.get(modelId)?.inspection.cancel()
    this.jobs.get(modelId)?.attack.cancel()
  }

  private attack(modelId: string): void {
    const { results, picture, attack: form } = this.store.getState()
    const { value: inspection, progress, error } = results[modelId]?.inspection ?? NO_RESULTS.inspection
    // An inspection that is on its way, or is tried again, is followed by an attack for its own label.
    if (progress !== null || error !== null || picture === null || inspection?.picture !== picture.picture) return
    this.jobsOf(modelId).attack.request({
      input: {
        modelId,
        picture: picture.picture,
        label: inspection.label,
        attackId: 'pgd',
        settings: toAttackSettings(form),
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
        onDone: (inspection, { picture }) => {
          this.set(modelId, 'inspection', { value: { ...inspection, picture }, progress: null, error: null })
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
                seed: input.settings.randomStartSeed,
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
