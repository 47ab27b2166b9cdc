import { dependencies, version } from '../../../package.json'
import type { BackendReport } from '../../engine/backend/types'
import type { Environment } from '../../store/evaluation'

/** What computes now: for exports, so that a figure can be made again. */
export const currentEnvironment = ({ name, device }: BackendReport): Environment => ({
  backend: name,
  device,
  // There is none where tests run.
  userAgent: globalThis.navigator?.userAgent ?? '',
  versions: { gradlens: version, '@tensorflow/tfjs': dependencies['@tensorflow/tfjs'] },
  since: new Date().toISOString(),
})

const isSameEnvironment = (one: Environment | undefined, other: Environment): boolean =>
  one !== undefined &&
  (['backend', 'device', 'userAgent'] as const).every((name) => one[name] === other[name]) &&
  JSON.stringify(one.versions) === JSON.stringify(other.versions)

/** The environments of a run that goes on in `environment`. */
export const withEnvironment = (all: readonly Environment[], environment: Environment): readonly Environment[] =>
  isSameEnvironment(all.at(-1), environment) ? all : [...all, environment]
