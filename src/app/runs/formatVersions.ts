import type { KeptKind } from '../../store/runs/kept'

/** The formats in which this release keeps work, by kind. */
export const FORMAT_VERSIONS: Readonly<Record<KeptKind, number>> = {
  evaluation: 4,
  statistics: 1,
  training: 4,
  sweep: 2,
  model: 1,
}
