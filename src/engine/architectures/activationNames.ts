/** @file Names of activations by the ids in manifests. Without tfjs, so that the page can use it. */
export const ACTIVATION_TITLES = { gelu: 'GELU', relu: 'ReLU', silu: 'SiLU', softplus: 'Softplus' } as const

export type ActivationName = keyof typeof ACTIVATION_TITLES

export const ACTIVATION_NAMES = Object.keys(ACTIVATION_TITLES) as readonly ActivationName[]
