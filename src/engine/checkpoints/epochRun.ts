/**
 * @file A training whose weights of every epoch are kept: run.json as models/training/export_epochs.py writes it.
 * Untrusted, like manifests.
 */
import { z } from 'zod'
import { parseBoundedJson } from '../../boundedJson'
import { countOf } from '../../countOf'
import { epochModelId } from './epochModelId'
import { MAX_KEPT_EPOCHS } from './limits'
import { checkManifest, type Manifest } from './manifest'
import { MODEL_ID } from './modelId'
import { parseWithFieldNames } from './parseWithFieldNames'

const share = z.number().min(0).max(1)
const norm = z.number().nonnegative()

const epochSchema = z.object({
  epoch: z.number().int().nonnegative(),
  file: z.string().max(255),
  sha256: z.string(),
  bytes: z.number(),
  /** Without an attack, under one step from the image itself, and under PGD, at the run's epsilon. */
  cleanAccuracy: share,
  fgsmAccuracy: share,
  pgdAccuracy: share,
  /** Under PGD at the epsilon that the data set's models are measured at. */
  zooPgdAccuracy: share,
  /** Of the loss's gradient on [0, 1] pixels, over the measured images. */
  meanGradientL1: norm,
  medianGradientL1: norm,
  meanAlignment: z.number().min(-1).max(1),
})

const runSchema = z.object({
  formatVersion: z.literal(1),
  id: z.string().regex(MODEL_ID, 'must be lower-case letters, digits and hyphens'),
  name: z.string().max(80),
  summary: z.string().max(2000),
  startedFrom: z.string().max(200).nullable(),
  recipe: z.looseObject({
    objective: z.looseObject({ name: z.string().max(80), epsilon_255: z.number().positive().optional() }),
    training: z.looseObject({ epochs: z.number().int().positive(), seed: z.number().int() }),
  }),
  weights: z.object({ dtype: z.string(), parameters: z.number() }),
  measured: z.object({
    images: z.number().int().positive(),
    epsilon255: z.number().positive(),
    zooEpsilon255: z.number().positive(),
    pgdSteps: z.number().int().positive(),
    tool: z.string().max(200),
    command: z.string().max(500),
    date: z.string().max(40),
  }),
  epochs: z.array(epochSchema).min(1).max(MAX_KEPT_EPOCHS),
})

type RunFile = z.infer<typeof runSchema>

/** What was measured of an epoch's weights. Epoch 0 is the model that the training began with. */
export type KeptEpoch = Omit<RunFile['epochs'][number], 'file' | 'sha256' | 'bytes'>

export interface EpochRun extends Pick<RunFile, 'id' | 'name' | 'summary' | 'measured'> {
  /** Ascending. */
  readonly epochs: readonly KeptEpoch[]
  /** Of its first epoch; those of the others differ in weights and number of epochs alone. */
  readonly manifest: Manifest
}

/** Checks a run. Throws one sentence that names the field that is wrong. */
export function parseEpochRun(text: string): EpochRun {
  const { run, fields } = parseRun(text)
  const { id, name, summary, measured } = run
  const epochs = run.epochs.map(({ file: _file, sha256: _sha256, bytes: _bytes, ...measures }) => measures)
  const first = run.epochs[0] as RunFile['epochs'][number]
  return { id, name, summary, measured, epochs, manifest: manifestOf(run, fields, first) }
}

/** The manifest of one epoch's model. Throws one sentence where the run has no such epoch. */
export function manifestOfEpoch(text: string, epoch: number): Manifest {
  const { run, fields } = parseRun(text)
  const found = run.epochs.find((kept) => kept.epoch === epoch)
  if (found === undefined) {
    throw new Error(
      `The run "${run.id}" has no epoch ${epoch}; choose one of its ${countOf(run.epochs.length, 'epoch')}.`,
    )
  }
  return manifestOf(run, fields, found)
}

function parseRun(text: string): { readonly run: RunFile; readonly fields: Readonly<Record<string, unknown>> } {
  let value: unknown
  try {
    value = parseBoundedJson(text)
  } catch (error) {
    throw new Error(`The run of epochs ${(error as Error).message}; export the run again.`)
  }
  const run = parseWithFieldNames(runSchema, value, 'run of epochs', { remedy: 'export the run again' })
  for (const [place, { epoch }] of run.epochs.entries()) {
    const before = run.epochs[place - 1]
    if (before === undefined || before.epoch < epoch) continue
    throw new Error(`The run "${run.id}" lists epoch ${epoch} after epoch ${before.epoch}; export the run again.`)
  }
  return { run, fields: value as Readonly<Record<string, unknown>> }
}

function manifestOf(
  { id, name, summary, startedFrom, recipe, weights }: RunFile,
  { formatVersion, architecture, data, classes, input, licence }: Readonly<Record<string, unknown>>,
  { epoch, file, sha256, bytes }: RunFile['epochs'][number],
): Manifest {
  const { objective, training } = recipe
  return checkManifest({
    ...{ formatVersion, architecture, data, classes, input, licence },
    id: epochModelId(id, epoch),
    name: `${name}, epoch ${epoch}`.slice(0, 80),
    training: {
      objective: objective.name,
      summary,
      epsilon255: objective.epsilon_255 ?? null,
      startedFrom,
      epochsTrained: epoch,
      epochsPlanned: training.epochs,
      seed: training.seed,
      recipe,
      libraries: {},
      secondsPerEpoch: null,
    },
    weights: { file, sha256, bytes, ...weights },
    figures: null,
  })
}
