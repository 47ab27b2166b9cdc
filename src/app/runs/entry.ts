/** @file What the list says of kept work, by its kind. */

import { parseBoundedJson } from '../../boundedJson'
import { largestEpsilon } from '../../numbers/epsilonSearch'
import { largestOf, smallestOf } from '../../numbers/extremes'
import { type Measure, measuredAttacks } from '../../store/evaluation/evaluationPlan'
import { measuredImages } from '../../store/evaluation/measuredImages'
import type { KeptEntry, KeptFacts, KeptKind } from '../../store/runs/kept'
import type { StatisticsRecord } from '../../store/statistics/statistics'
import type { KeptContents } from './keptTypes'

type FactsOf = { readonly [Kind in KeptKind]: (content: KeptContents[Kind]) => Omit<KeptFacts, 'id'> }

const FACTS: FactsOf = {
  evaluation: ({ plan: { models, measure, source, indices }, results, status, startedAt }) => ({
    name: models.map(({ name }) => name).join(', '),
    topic: {
      measure: measure.id,
      attack: measure.attack.id,
      norm: measure.attack.settings.norm,
      others: measuredAttacks(measure)
        .slice(1)
        .map(({ id, settings: { norm, epsilon } }) => ({ attack: id, norm, epsilon })),
      epsilons: epsilonsOf(measure),
      images: { measured: measuredImages(results).most, planned: indices.length },
    },
    dataSet: source.kind === 'gallery' ? 'Gallery' : source.dataSet.name,
    status,
    date: startedAt,
  }),
  statistics: ({ plan: { models, source, indices, attack }, records, status, startedAt }) => ({
    name: models.map(({ name }) => name).join(', '),
    topic: {
      attackedAt: attack?.settings.epsilon ?? null,
      images: {
        measured: largestOf(
          models.map(({ id }) => imagesOf(records, id)),
          0,
        ),
        planned: indices.length,
      },
    },
    dataSet: source.kind === 'gallery' ? 'Gallery' : source.dataSet.name,
    status,
    date: startedAt,
  }),
  training({ run: { start, form, data, status, step, steps, evaluations, startedAt } }) {
    const { id, settings } = form.objective
    const last = evaluations.at(-1)
    const result = last ? { robust: last.robust, images: last.images, attack: form.attack } : null
    return {
      name: start.name,
      topic: { objective: id, settings, steps: { taken: step, planned: steps }, result },
      dataSet: data.dataSet.name,
      status,
      date: startedAt,
    }
  },
  sweep({ plan: { form, start, data }, entries, status, startedAt }) {
    const { lambda: _, ...settings } = form.objective.settings
    const steps = entries[0]?.steps ?? form.sweep.steps
    const trained = entries.filter(({ figures }) => figures !== null).length
    return {
      name: start.name,
      topic: {
        objective: form.objective.id,
        settings,
        steps: { taken: steps, planned: steps },
        sweep: { lambdas: entries.map(({ lambda }) => lambda), trained },
      },
      dataSet: data.dataSet.name,
      status,
      date: startedAt,
    }
  },
  model({ manifest }) {
    const { name, data, training } = parseBoundedJson(manifest) as {
      readonly name: string
      readonly data: string
      readonly training?: { readonly objective?: string }
    }
    const topic = { objective: training?.objective ?? '' }
    return { name, topic, dataSet: data, status: null, date: new Date().toISOString() }
  },
}

const imagesOf = (records: readonly StatisticsRecord[], id: string): number =>
  records.reduce((sum, { modelId, found }) => sum + (modelId === id ? found.indices.length : 0), 0)

function epsilonsOf(measure: Measure): readonly [number, number] {
  if ('search' in measure) return [measure.search.start, largestEpsilon(measure.search)]
  const { epsilon } = measure.attack.settings
  return measure.id === 'accuracy' ? [smallestOf(measure.epsilons), largestOf(measure.epsilons)] : [epsilon, epsilon]
}

/** The entry for content in the current format. */
export const entryOf = <Kind extends KeptKind>(kind: Kind, id: string, content: KeptContents[Kind]) =>
  ({
    kind,
    id,
    ...FACTS[kind](content),
    bytes: roughBytes(content),
    isShown: false,
    revision: crypto.randomUUID(),
    problem: null,
  }) satisfies KeptEntry

/** About how much storage a value takes: text by characters, numbers as eight bytes, byte arrays by length. */
function roughBytes(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength
  if (typeof value !== 'object' || value === null) return 8
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + roughBytes(each), 8)
  return Object.entries(value).reduce((sum, [name, each]) => sum + name.length + roughBytes(each), 8)
}
