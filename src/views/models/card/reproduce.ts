import type { Manifest } from '../../../engine/checkpoints/manifest'

/** The commands of models/training/README.md that train, export and measure a model, in order. */
export function reproductionCommands({ id, training }: Manifest): string[] {
  const onGpu = training.device !== undefined && training.device !== 'CPU' ? ' --device cuda' : ''
  const train = (model: string) => `python train.py recipes/${model}.toml --data DATA --checkpoints CHECKPOINTS${onGpu}`
  return [
    'cd models/training',
    ...(training.startedFrom === null ? [] : [train(training.startedFrom)]),
    train(id),
    `python export.py recipes/${id}.toml --checkpoints CHECKPOINTS --models ..`,
    `python evaluate.py ../${id} --data DATA${onGpu}`,
  ]
}
