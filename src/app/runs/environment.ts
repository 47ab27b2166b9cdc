import { dependencies, version } from '../../../package.json'
import type { BackendReport } from '../../engine/backend/types'
import type { Environment } from '../../store/environment'
import type { AppState } from '../../store/types'

/** The environments of a run that is resumed now: with the present one added, if it differs. */
export function withCurrentEnvironment(
  environments: readonly Environment[],
  engine: AppState['engine'],
): readonly Environment[] {
  if (engine.status !== 'ready') return environments
  const now = currentEnvironment(engine.report)
  return isSameEnvironment(environments.at(-1), now) ? environments : [...environments, now]
}

/** The present environment, for exports, so that a figure can be reproduced. */
const currentEnvironment = ({ name, device }: BackendReport): Environment => ({
  backend: name,
  device,
  // There is none in tests.
  userAgent: globalThis.navigator?.userAgent ?? '',
  versions: { gradlens: version, '@tensorflow/tfjs': dependencies['@tensorflow/tfjs'] },
  since: new Date().toISOString(),
})

const isSameEnvironment = (one: Environment | undefined, other: Environment): boolean =>
  one !== undefined &&
  (['backend', 'device', 'userAgent'] as const).every((name) => one[name] === other[name]) &&
  JSON.stringify(one.versions) === JSON.stringify(other.versions)
