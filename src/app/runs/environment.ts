import { dependencies, version } from '../../../package.json'
import type { BackendReport } from '../../engine/backend/types'
import type { Environment } from '../../store/environment'
import type { AppState } from '../../store/types'

/** The environments of a run that goes on now: with the present one, where that is another. */
export function withCurrentEnvironment(
  environments: readonly Environment[],
  engine: AppState['engine'],
): readonly Environment[] {
  if (engine.status !== 'ready') return environments
  const now = currentEnvironment(engine.report)
  return isSameEnvironment(environments.at(-1), now) ? environments : [...environments, now]
}

/** What computes now: for exports, so that a figure can be made again. */
const currentEnvironment = ({ name, device }: BackendReport): Environment => ({
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
