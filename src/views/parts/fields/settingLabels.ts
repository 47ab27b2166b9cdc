/** @file What settings of objectives and optimisers are called. One that is not known here goes by its own name. */

interface SettingLabel {
  readonly label: string
  readonly unit?: string
}

const LABELS: Readonly<Record<string, SettingLabel>> = {
  lambda: { label: 'λ' },
  epsilon255: { label: 'ε', unit: '/255' },
  norm: { label: 'Norm' },
  channelWeights: { label: 'Weight of' },
  differenceStep255: { label: 'Step h', unit: '/255' },
  sides: { label: 'Differences' },
  alphaStart: { label: 'α at first' },
  alphaEnd: { label: 'α at last' },
  temperature: { label: 'Temperature' },
  steps: { label: 'PGD steps' },
  stepSize255: { label: 'Step size', unit: '/255' },
  stepShare: { label: 'Step size', unit: 'ε' },
  beta: { label: 'β' },
  startDeviation: { label: 'Start σ' },
  momentum: { label: 'Momentum' },
  nesterov: { label: 'Nesterov' },
  weightDecay: { label: 'Decay' },
  beta1: { label: 'β₁' },
  beta2: { label: 'β₂' },
  epsilon: { label: 'ε of Adam' },
}

const OPTIONS: Readonly<Record<string, string>> = {
  l1: 'L1',
  l2: 'L2',
  squaredL2: 'L2 squared',
  one: 'one-sided',
  both: 'both sides',
  relu: 'ReLU',
  gelu: 'GELU',
  silu: 'SiLU',
  softplus: 'Softplus',
}

const own = <Value>(names: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(names, key) ? names[key] : undefined

export const settingLabel = (name: string): SettingLabel => own(LABELS, name) ?? { label: name }

export const optionText = (option: string): string => own(OPTIONS, option) ?? option
