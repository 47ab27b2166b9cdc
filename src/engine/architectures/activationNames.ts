/** @file What activations are called, by the ids that manifests give them. Free of tfjs, so that the page reads it too. */
export const ACTIVATION_TITLES = { gelu: 'GELU', relu: 'ReLU', silu: 'SiLU', softplus: 'Softplus' } as const

export type ActivationName = keyof typeof ACTIVATION_TITLES

export const ACTIVATION_NAMES = Object.keys(ACTIVATION_TITLES) as readonly ActivationName[]
